#!/bin/sh
# tests/ui/show: names the golden screens, and shows one as its file has it, in the colours of a theme.
# shellcheck disable=SC2154 # scratch is tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"
top_builddir=${top_builddir:-.}
[ -x "$top_builddir/show_screen" ] || skip_all 'no Check, which show_screen needs: Debian package check'

MAKE=true # it is built, and other makes are at work
export MAKE

show() {
    sh "$top_srcdir/tests/ui/show" --build="$top_builddir" "$@" >"$scratch/stdout" 2>"$scratch/stderr"
    status=$?
    output=$(cat "$scratch/stdout" "$scratch/stderr")
}

# Standard output without its colours and the blanks at the ends of rows.
text() {
    escape=$(printf '\033')
    sed "s/${escape}\[[0-9;]*m//g; s/ *\$//" "$scratch/stdout"
}

show
is "$status/$(sort "$scratch/stdout")" \
    "0/$(cd "$top_srcdir/tests/data/screens" && for file in *.txt; do echo "${file%.txt}"; done | sort)" \
    'without a name it prints those of all files'

show train-80x24
is "$status/$(text)" "0/train-80x24:
$(cat "$top_srcdir/tests/data/screens/train-80x24.txt")" 'a screen is what its file has'
says "$(printf '\033')[0;1;38;5;114m8" 'the label is in the green of the dark theme'

show --theme=light train-80x24
says "$(printf '\033')[0;1;38;5;28m8" 'the label is in the green of the light theme'

show --theme=mono train-80x24
[ "$status" = 0 ] && ! grep '38;5' "$scratch/stdout"
ok $? 'the mono theme has no colours'

show --glyphs=ascii train-80x24
is "$(text | tail -n +2)" "$(cat "$top_srcdir/tests/data/screens/train-80x24-ascii.txt")" 'glyphs can be chosen'

show paused train
is "$status/$(text | grep -c ' 1 Train   2 Images ')" 0/7 'a name without a size is all sizes'

show nothing
is "$status/$output" '1/show: there is no golden screen nothing' 'a name that is wrong is told'
show --theme=pink train
is "$status" 1 'so is a theme'
show --colour train
is "$status" 1 'so is an option'
done_testing
