# The table of the bench, from the numbers that run-bench gathered: a line for each, of what was measured, tab,
# which program, tab, the number. Shows no number that is not in them. Variables: see print_table in run-bench.

BEGIN { FS = "\t" }

{
    key = $1 SUBSEP $2
    value[key, ++count[key]] = $3
}

# ---- numbers ----

# The k-th smallest of the numbers of a program, sorted where they are.
function sort_values(key,    i, j, v)
{
    for (i = 2; i <= count[key]; i++) {
        v = value[key, i]
        for (j = i - 1; j >= 1 && value[key, j] + 0 > v + 0; j--)
            value[key, j + 1] = value[key, j]
        value[key, j + 1] = v
    }
}

# "" when nothing was measured.
function median(work, program,    key, n)
{
    key = work SUBSEP program
    n = count[key]
    if (!n)
        return ""
    sort_values(key)
    return n % 2 ? value[key, (n + 1) / 2] + 0 : (value[key, n / 2] + value[key, n / 2 + 1]) / 2
}

# "" when nothing was measured.
function mean(measure,    key, i, sum)
{
    key = measure SUBSEP "mnistui"
    for (i = 1; i <= count[key]; i++)
        sum += value[key, i]
    return ratio(sum, count[key])
}

# What that share of the numbers of mnistui is at most. "" when nothing was measured.
function quantile(measure, share,    key, k)
{
    key = measure SUBSEP "mnistui"
    if (!count[key])
        return ""
    sort_values(key)
    k = int(share * count[key])
    return value[key, k < share * count[key] ? k + 1 : k] + 0
}

# From the smallest to the largest, in parts of the median: how noisy it was.
function spread(work, program,    key, m)
{
    key = work SUBSEP program
    m = median(work, program)
    return m == "" || m == 0 || count[key] < 2 ? "" : (value[key, count[key]] - value[key, 1]) / m
}

function ratio(a, b)
{
    return a == "" || b == "" || b == 0 ? "" : a / b
}

# So many digits that count, with the unit behind; "-" for nothing.
function show(x, digits, unit,    decimals, y)
{
    if (x == "")
        return "-"
    decimals = digits - 1
    for (y = x; y >= 10 && decimals > 0; y /= 10)
        decimals--
    for (y = x; y < 1 && y > 0 && decimals < 6; y *= 10)
        decimals++
    return sprintf("%." decimals "f", x) unit
}

function percent(share, decimals)
{
    return share == "" ? "-" : sprintf("%." decimals "f %%", 100 * share)
}

# ---- rows ----

function print_work(text, work, plain,    ours)
{
    ours = median(work, "mnistui")
    printf "%-31s %10s %7s %8s %11s %7s %11s %7s\n", text, show(ours, 3, " s"),
        percent(spread(work, "mnistui"), 0), plain == "" ? "" : show(ratio(ours, median(plain, "mnistui")), 3, ""),
        show(median(work, "pytorch"), 3, " s"), show(ratio(median(work, "pytorch"), ours), 3, ""),
        show(median(work, "fann"), 3, " s"), show(ratio(median(work, "fann"), ours), 3, "")
}

function parameters(hidden,    n, sizes, inputs, sum, i)
{
    n = split(hidden ",10", sizes, ",")
    inputs = 784
    for (i = 1; i <= n; i++) {
        sum += (inputs + 1) * sizes[i]
        inputs = sizes[i]
    }
    return sum
}

# How many times the time per parameter of the narrowest net.
function growth(hidden, batch,    here, narrowest)
{
    here = ratio(median("train " hidden " " batch " 0", "mnistui"), parameters(hidden))
    narrowest = ratio(median("train 30,20 " batch " 0", "mnistui"), parameters("30,20"))
    return ratio(here, narrowest)
}

function print_width(hidden,    one, many)
{
    one = "train " hidden " 1 0"
    many = "train " hidden " 128 0"
    printf "%-31s %10d %10s %7s %8s %11s %7s %8s\n", "784-" hidden_name(hidden) "-10", parameters(hidden),
        show(median(many, "mnistui"), 3, " s"), percent(spread(many, "mnistui"), 0), show(growth(hidden, 128), 3, ""),
        show(median(one, "mnistui"), 3, " s"), percent(spread(one, "mnistui"), 0), show(growth(hidden, 1), 3, "")
}

function hidden_name(hidden)
{
    gsub(/,/, "-", hidden)
    return hidden
}

function print_measure(text, measure, shown)
{
    printf "%-31s %10s %7s\n", text, shown, percent(spread(measure, "mnistui"), 0)
}

# Shares by which something takes longer, and what is between the smallest and the largest.
function print_slowing(text, measure,    key, m)
{
    key = measure SUBSEP "mnistui"
    m = median(measure, "mnistui")
    printf "%-31s %10s %7s\n", text, percent(m, 1), count[key] < 2 ? "-" : percent(value[key, count[key]] - value[key, 1], 0)
}

# Seconds from a key to the screen: in the middle, and what 99 in 100 take at most.
function print_keys(text,    key)
{
    key = "key" SUBSEP "mnistui"
    printf "%-31s %10s %7s   %s\n", text, show(median("key", "mnistui"), 3, " s"), "-",
        count[key] ? "99 % of " count[key] ": " show(quantile("key", 0.99), 3, " s") : "-"
}

# MNIST's own value stands beside it.
function print_like(text, measure, shown, mnist)
{
    printf "%-31s %10s %7s %8s\n", text, shown, percent(spread(measure, "mnistui"), 0), mnist
}

# The mean of all nets, and each of them.
function print_nets(text, measure,    key, i, all)
{
    key = measure SUBSEP "mnistui"
    for (i = 1; i <= count[key]; i++)
        all = all (i > 1 ? ", " : "   ") percent(value[key, i], 2)
    printf "%-31s %10s%s\n", text, percent(mean(measure), 2), all
}

# ---- goals ----

# sense: at most or at least. x "" was not measured.
function goal(text, x, sense, limit, shown,    reached)
{
    if (x == "")
        reached = "not measured"
    else
        reached = (sense == "at most" ? x <= limit + 0 : x >= limit + 0) ? "yes" : "no"
    printf "%-55s %10s   %s\n", text, shown, reached
}

function goal_ratio(text, work, program, limit,    x)
{
    x = ratio(median(work, program), median(work, "mnistui"))
    goal(text ": " limit " times " (program == "fann" ? "FANN" : "PyTorch"), x, "at least", limit, show(x, 3, ""))
}

function goal_seconds(text, work, limit,    x)
{
    x = median(work, "mnistui")
    goal(text ": at most " limit " s", x, "at most", limit, show(x, 3, " s"))
}

# A goal of one set of kernels.
function goal_kernels(text, work, limit, kernels)
{
    if (mnistui ~ kernels)
        goal_seconds(text, work, limit)
    else
        printf "%-55s %10s   %s\n", text ": at most " limit " s", "-", "other kernels"
}

function goal_momentum(text, work, plain, limit,    x)
{
    x = ratio(median(work, "mnistui"), median(plain, "mnistui"))
    goal(text ": at most " limit " times without", x, "at most", limit, show(x, 3, ""))
}

function goal_share(text, x, limit)
{
    goal(text, x, "at most", limit, percent(x, 2))
}

# A cost so small is lost in the noise when a quarter of the pairs say this and another quarter that.
function goal_slowing(text, measure, limit,    key, m, quarter)
{
    key = measure SUBSEP "mnistui"
    m = median(measure, "mnistui")
    quarter = int(count[key] / 4) + 1
    if (m != "" && value[key, quarter] <= limit && value[key, count[key] + 1 - quarter] > limit)
        printf "%-55s %10s   %s\n", text, percent(m, 2), m <= limit ? "yes, within noise" : "no, within noise"
    else
        goal_share(text, m, limit)
}

# The largest growth of all widths.
function worst_growth(batch,    i, x, worst)
{
    for (i = 1; i <= width_count; i++) {
        x = growth(widths[i], batch)
        if (x == "")
            return ""
        if (worst == "" || x > worst)
            worst = x
    }
    return worst
}

function print_goals(    worst, resident, right, key)
{
    printf "%-55s %10s   %s\n", "goal", "here", "reached"
    goal_ratio("epoch, m = 1", m1, "pytorch", 250)
    goal_ratio("epoch, m = 1", m1, "fann", 75)
    goal_kernels("epoch, m = 1, AVX-512", m1, "0.040", "x86-64-v4")
    goal_kernels("epoch, m = 1, AVX2", m1, "0.060", "x86-64-v3")
    goal_ratio("epoch, m = 12", m12, "pytorch", 35)
    goal_kernels("epoch, m = 12, AVX-512", m12, "0.030", "x86-64-v4")
    goal_ratio("epoch, m = 12, momentum", m12_momentum, "pytorch", 35)
    goal_momentum("epoch, m = 12, momentum", m12_momentum, m12, 1.3)
    goal_momentum("epoch, m = 1, momentum", m1_momentum, m1, 1.5)
    goal_seconds("10 000 test images", test, 0.0025)
    goal_ratio("784-512-256-10, m = 128", wide, "pytorch", 5)
    worst = worst_growth(128)
    resident = median("resident", "mnistui")
    goal("any width, m = 128: per parameter at most the narrowest", worst, "at most", 1, show(worst, 3, ""))
    goal("resident: under 150 MB", resident, "at most", 150, show(resident, 3, " MB"))
    goal_seconds("first frame", "first_frame", 0.05)
    goal_seconds("first trained batch", "first_batch", 0.5)
    goal_slowing("training with the dashboard: at most 3 % slower", "slowing", 0.03)
    goal_slowing("moments and answers: at most 2 % of training", "keeping", 0.02)
    key = quantile("key", 0.99)
    goal("key to screen, four runs: 99 % in 0.033 s", key, "at most", 0.033, show(key, 3, " s"))
    goal_share("paused: under 1 % of a core", median("paused", "mnistui"), 0.01)
    goal_share("idle: under 1 % of a core", median("idle", "mnistui"), 0.01)
    goal_seconds("practice digits", "practice_seconds", 1)
    right = mean("practice_right_of_mnist")
    goal("net of practice digits: 85 % of MNIST right", right, "at least", 0.85, percent(right, 2))
}

function print_head()
{
    printf "mnistui bench: medians of %d measurements of %s s, taken in turns, one thread each\n", repeat, seconds
    print "program    " mnistui
    print "processor  " processor
    print "compiler   " compiler
    print "peers      " pytorch
    print "           " fann
}

END {
    m1 = "train 30,20 1 0"
    m12 = "train 30,20 12 0"
    m12_momentum = "train 30,20 12 0.4"
    m1_momentum = "train 30,20 1 0.4"
    test = "evaluate 30,20 1 0"
    wide = "train 512,256 128 0"
    width_count = split("30,20 64,32 128,64 256,128 512,256 1024,512", widths, " ")

    print_head()
    printf "\n%-31s %10s %7s %8s %11s %7s %11s %7s\n", "784-30-20-10", "mnistui", "spread", "/plain", "PyTorch", "ratio", "FANN", "ratio"
    print_work("epoch, m = 1", m1)
    print_work("epoch, m = 12", m12)
    print_work("epoch, m = 12, momentum 0.4", m12_momentum, m12)
    print_work("epoch, m = 1, momentum 0.4", m1_momentum, m1)
    print_work("evaluation of the test images", test)
    print_work("784-512-256-10 epoch, m = 128", wide)

    printf "\n%-31s %10s %10s %7s %8s %11s %7s %8s\n", "cost against width", "parameters", "m = 128", "spread", "growth", "m = 1", "spread", "growth"
    for (i = 1; i <= width_count; i++)
        print_width(widths[i])

    printf "\n%-31s %10s %7s\n", "the program in a terminal", "", "spread"
    print_measure("first frame", "first_frame", show(median("first_frame", "mnistui"), 3, " s"))
    print_measure("first trained batch", "first_batch", show(median("first_batch", "mnistui"), 3, " s"))
    print_measure("resident size, at most", "resident", show(median("resident", "mnistui"), 3, " MB"))
    print_measure("epoch, mnistui train", "headless_epoch", show(median("headless_epoch", "mnistui"), 3, " s"))
    print_measure("epoch, dashboard", "ui_epoch", show(median("ui_epoch", "mnistui"), 3, " s"))
    print_slowing("  slower by", "slowing")
    print_measure("  frames a second", "frames", show(median("frames", "mnistui"), 3, ""))
    print_keys("key to screen, four runs race")
    print_slowing("moments and answers cost", "keeping")
    print_measure("share of a core, paused", "paused", percent(median("paused", "mnistui"), 2))
    print_measure("share of a core, run ended", "idle", percent(median("idle", "mnistui"), 2))

    printf "\n%-31s %10s %7s %8s\n", "the practice digits", "", "spread", "MNIST"
    print_like("pixels that are not 0", "practice_share", percent(median("practice_share", "mnistui"), 1), "19.1 %")
    print_like("mean of a pixel", "practice_mean", show(median("practice_mean", "mnistui"), 4, ""), "0.1307")
    print_like("deviation of a pixel", "practice_deviation", show(median("practice_deviation", "mnistui"), 4, ""), "0.3081")
    print_measure("70 000 drawn, two threads", "practice_seconds", show(median("practice_seconds", "mnistui"), 3, " s"))
    print_nets("right of their test images", "practice_right")
    print_nets("right of MNIST's test images", "practice_right_of_mnist")
    print ""
    print_goals()
}
