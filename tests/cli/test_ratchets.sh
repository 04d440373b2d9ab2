#!/bin/sh
# The project is within the limits of tools/check-code, and the tool sees what is beyond each of them.
# shellcheck disable=SC2034,SC2154 # output and scratch are tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"

tree=$scratch/tree
tool=$top_srcdir/tools/check-code

# check FOLDER: $status and $output.
check() {
    output=$("$tool" "$1" 2>&1)
    status=$?
}

# limit NAME: one of the numbers in the tool.
limit() {
    sed -n "s/^$1=\([0-9]*\).*/\1/p" "$tool"
}

# repeat COUNT TEXT: lines of this text.
repeat() {
    awk -v count="$1" -v text="$2" 'BEGIN { while (count-- > 0) print text }'
}

# Writes a tree of one file, from standard input.
plant() {
    rm -rf "$tree"
    mkdir -p "$tree/src/base"
    cat >"$tree/src/base/$1"
}

# A function of this many lines, as they are counted: the name and two braces are three of them.
long_function() {
    printf 'int\nlong_one(void)\n{\n'
    repeat $(($1 - 4)) '    ;'
    printf '    return 0;\n}\n'
}

# A function of this complexity, which is 1 without any if.
complex_function() {
    printf 'int\ncomplex_one(int x)\n{\n'
    repeat $(($1 - 1)) '    if (x) x--;'
    printf '    return x;\n}\n'
}

within() {
    check "$tree"
    ok $status "$1 is within the limits"
}

# beyond PLACE AND WORDS, NAME.
beyond() {
    check "$tree"
    is $status 1 "$2 fails"
    says "$1" "$2 is named"
}

check "$top_srcdir"
case $status:$output in
2:*'install the Debian packages'*) skip_all "$output" ;;
esac
ok $status 'the project itself is within the limits'

lines=$(limit function_lines)
complexity=$(limit complexity)
file=$(limit file_lines)

long_function "$lines" | plant x.c
within 'a function exactly as long as the limit'
long_function $((lines + 1)) | plant x.c
beyond "src/base/x.c:2: the length of long_one() is $((lines + 1)): the limit is $lines" 'a function of one line more'
long_function $((lines + 1)) | sed 's/^int$/static inline int/' | plant x.h
beyond "src/base/x.h:2: the length of long_one() is $((lines + 1))" 'a long function in a header'

complex_function "$complexity" | plant x.c
within 'a function of just this complexity'
complex_function $((complexity + 1)) | plant x.c
beyond "src/base/x.c:2: the complexity of complex_one() is $((complexity + 1)): the limit is $complexity" \
    'a function of one branch more'
printf 'int\nchoose(int x)\n{\n    switch (x) {\n%s\n    default: return 0;\n    }\n}\n' \
    "$(awk 'BEGIN { while (++i < 30) print "    case " i ": return " i ";" }')" | plant x.c
within 'a switch of many cases'

{
    long_function 5
    repeat $((file - 6)) ''
} | plant x.c
within 'a file exactly as long as the limit'
{
    complex_function 2
    repeat $((file - 5)) ''
} | plant x.c
beyond "src/base/x.c:1: the length of the file is $((file + 1)): the limit is $file" 'a file of one line more'

plant x.c </dev/null
check "$tree"
is $status 2 'sources in which nothing can be measured fail'
check "$scratch"
is $status 2 'a folder that is no project fails'
says "check-code: $scratch: has no src/" 'a folder that is no project is named'

# A machine that has all but these two.
mkdir "$scratch/bin"
for name in awk dirname find grep sed sh sort; do
    ln -s "$(command -v "$name")" "$scratch/bin"
done
output=$(PATH=$scratch/bin "$tool" "$top_srcdir" 2>&1)
is $? 2 'without its tools it fails'
says 'install the Debian packages universal-ctags pmccabe' 'without its tools it says what to install'

done_testing
