#!/bin/sh
# tools/strokes-table takes data/strokes, and refuses what is not as its comment says: file and line are named, and
# what would be right.
# shellcheck disable=SC2154 # scratch is tap.sh's
. "${top_srcdir:=.}/tests/support/tap.sh"
cd "$scratch" || exit 99

table() {
    output=$(sh "$top_srcdir/tools/strokes-table" "$1" 2>&1)
}

# A style of each digit from $1 to $2, two lines each.
digits() {
    digit=$1
    while [ "$digit" -le "$2" ]; do
        printf 'style %d plain 1\nstroke 0,0 100,100\n' "$digit"
        digit=$((digit + 1))
    done
}

# refused LINE WHAT TEXT: the text, with \n in it, followed by all the digits, is refused.
refused() {
    {
        printf '%b\n' "$3"
        digits 0 9
    } >strokes
    table strokes
    is "$?/$output" "1/strokes:$1: $2" "refused: $2"
}

# ---- what is right ----

table "$top_srcdir/data/strokes"
ok $? 'the styles of mnistui are taken'
{
    printf '# a comment\r\n\r\n  # another\n\nstyle 0 a_1 1000\r\nstroke -20,120! 120,-20\t7,8! \r\n'
    printf 'style 0 b 1\nstroke 1,2 3,4\nstroke 5,6 7,8\n'
    digits 1 9
} >strokes
table strokes
ok $? 'comments, empty lines, corners, several strokes and ends of lines of Windows are taken'
says '    {-20, 120, 1},
    {120, -20, 0},
    {7, 8, 1},
    {1, 2, 0},' 'the points come in their order, with their corners'
says '    {"a_1", 1000, 0, 1},
    {"b", 1, 1, 2},
    {"plain", 1, 3, 1},' 'so do the styles, with their shares and strokes'
says '    0,
    2,
    3,' 'and where each digit begins'

# ---- what is wrong ----

style='style 0 a 1'
refused 1 'stoke: a line begins with style, stroke or #' 'stoke 1,2 3,4'
refused 2 'a stroke before the first style: "style DIGIT NAME SHARE" comes first' '#\nstroke 1,2 3,4'
refused 1 'a style of 2 words: "style DIGIT NAME SHARE" is right' 'style 0 plain'
refused 1 'the digit 10: 0 to 9 is right' 'style 10 plain 1'
refused 1 'the digit x: 0 to 9 is right' 'style x plain 1'
refused 1 'no style of 0 before those of 1: at least one is right' 'style 1 plain 1'
refused 5 'a style of 0 after those of 1: the digits in their order are right' \
    "$style\nstroke 1,2 3,4\nstyle 1 a 1\nstroke 1,2 3,4\nstyle 0 b 1"
refused 3 'a second style a of 0: a name of its own is right' "$style\nstroke 1,2 3,4\n$style"
refused 1 'the name Plain: up to 15 small letters, digits and _ are right' 'style 0 Plain 1'
for share in 0 1001 -1 1.5 x 99999999999; do
    refused 1 "the share $share: a whole number from 1 to 1000 is right" "style 0 plain $share"
done
refused 1 'the style a has no stroke: a line "stroke X,Y X,Y ..." follows it' "$style\n# none\nstyle 0 b 1"
for point in 1 1,2,3 a,2 1.5,2 '1,' '1,2!!'; do
    refused 2 "the point ${point%!}: X,Y of whole numbers, then ! if it is a corner, is right" "$style\nstroke 1,2 $point"
done
for point in -21,0 0,121 9999,0; do
    refused 2 "the point $point: -20 to 120 is right" "$style\nstroke 1,2 $point"
done
refused 2 'a stroke of 1 points: 2 to 24 are right' "$style\nstroke 1,2"
many=' 1,2 1,2 1,2 1,2 1,2 1,2 1,2 1,2'
many="stroke$many$many$many"
refused 2 'a stroke of 25 points: 2 to 24 are right' "$style\n$many 1,2"
refused 4 '50 points of the style a: up to 48 are right' "$style\n$many\n$many\nstroke 1,2 3,4"
line='stroke 1,2 3,4\n'
refused 8 'a stroke more than 6 of the style a: up to 6 are right' "$style\n$line$line$line$line$line$line$line"
digits 0 8 >strokes
table strokes
is "$?/$output" '1/strokes:18: no style of 9 by the end: at least one of each digit is right' 'a digit that is missing'
: >strokes
table strokes
is "$?/$output" '1/strokes:0: no style of 0 by the end: at least one of each digit is right' 'an empty file'
! table nothing
ok $? 'a file that is not there'

done_testing
