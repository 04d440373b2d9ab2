#!/bin/sh
# The man page: its generated parts are up to date, it is well formed, and `make install` installs it.
# shellcheck disable=SC2034,SC2154 # output and scratch are tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"
: "${top_builddir:=.}"

page=$top_srcdir/man/mnistui.1
readme=$top_srcdir/README.md
tables=$top_builddir/print_tables
update=$top_srcdir/tools/update-tables

sh "$update" "$tables" "$page" >"$scratch/new.1"
ok $? 'its generated parts can be renewed'
output=$(diff "$page" "$scratch/new.1")
ok $? 'they are what the tables say (if not: make update-tables)'

for part in options presets keys; do
    lines=$(sed -n "/^\.\\\\\" begin $part:/,/^\.\\\\\" end $part\$/p" "$page" | wc -l)
    [ "$lines" -gt 8 ]
    ok $? "the part $part is there"
    # one of its lines is changed
    awk -v begin="begin $part:" 'index($0, begin) { inside = 1 }
        inside && /^\.It/ { print ".It Fl \\-drifted"; inside = 0; next } { print }' "$page" >"$scratch/old.1"
    sh "$update" "$tables" "$scratch/old.1" >"$scratch/new.1"
    ! cmp -s "$scratch/old.1" "$page" && cmp -s "$scratch/new.1" "$page"
    ok $? "what has drifted in $part is put right"
done
grep -v 'end keys' "$page" >"$scratch/old.1"
output=$(sh "$update" "$tables" "$scratch/old.1" 2>&1 >/dev/null)
[ $? = 1 ]
ok $? 'a part without its end is refused'
says 'the comment that ends keys is missing' 'and the message says which'

# the keys of README.md
sh "$update" "$tables" "$readme" >"$scratch/README.md"
output=$(diff "$readme" "$scratch/README.md")
ok $? 'the keys in README.md are those of the tables (if not: make update-tables)'
# shellcheck disable=SC2016 # the backquotes are Markdown's
grep -v '^| `x` ' "$readme" >"$scratch/old.md"
sh "$update" "$tables" "$scratch/old.md" >"$scratch/new.md"
! cmp -s "$scratch/old.md" "$readme" && cmp -s "$scratch/new.md" "$readme"
ok $? 'a key that is missing there is put in'

# every option of --help
for option in $("$top_builddir/mnistui" --help | sed -n 's/.*\(--[a-z-]*\).*/\1/p' | sort -u); do
    roff=$(printf '%s\n' "$option" | sed 's/^--/Fl \\\\-\\\\\&/; s/\([a-z]\)-/\1\\\\-/g')
    grep "$roff" "$page" >/dev/null
    ok $? "$option is explained"
done

if command -v mandoc >/dev/null 2>&1; then
    # a note that another manual is not installed is about this machine
    output=$(mandoc -T lint -W style "$page" | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db')
    is "$output" '' 'mandoc finds nothing wrong with it'
else
    tap_count=$((tap_count + 1))
    echo "ok $tap_count # SKIP no mandoc"
fi

output=$(cd "$top_builddir" && MAKEFLAGS='' ${MAKE:-make} install-man DESTDIR="$scratch/stage" 2>&1)
ok $? 'make install-man'
installed=$(cd "$scratch/stage" && find . -name mnistui.1)
cmp -s "$scratch/stage/$installed" "$page"
ok $? 'it is installed as it is'

done_testing
