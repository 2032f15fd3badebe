namespace Quorate.Tracing;

/// <summary>How diagrams look, in light and in dark.</summary>
internal static class DiagramStyle
{
    /// <summary>How many tints there are for views; the next view after the last one begins again.</summary>
    public const int Tints = 5;

    /// <summary>The colours, as custom properties of the element that <paramref name="selector"/> names.</summary>
    public static string Colours(string selector, bool isDark) => selector + " { " + (isDark ? Dark : Light) + " }\n";

    private const string Light = """
        --dark:0; --paper:#fdfcf9; --ink:#262a31; --soft:#7b818b; --faint:#d8d6cf; --wash:#f4f2ec;
        --client:#35745a; --order:#2d5c8c; --heartbeat:#a4a8b0; --viewchange:#b9521b; --transfer:#6f4fa0;
        --other:#7d7350; --fault:#b4232a; --commit:#2b7a4b; --past:#1f6fd1; --future:#c8690a;
        --view0:#e3ebf4; --view1:#f4e9d6; --view2:#e0eee3; --view3:#f2e2ea; --view4:#e8e4f3;
        """;

    private const string Dark = """
        --dark:1; --paper:#16181c; --ink:#e6e4de; --soft:#969ba5; --faint:#3a3d44; --wash:#1d2025;
        --client:#7cc4a2; --order:#84b4e4; --heartbeat:#666b75; --viewchange:#ee955c; --transfer:#b79be8;
        --other:#c2b27a; --fault:#f2777c; --commit:#79cd98; --past:#6cb0ff; --future:#ffb357;
        --view0:#1f2a38; --view1:#352c1c; --view2:#1e3026; --view3:#35222d; --view4:#2a2640;
        """;

    /// <summary>The rules of everything that a diagram consists of.</summary>
    public const string Rules = """
        .paper { fill: var(--paper); }
        text { font: 11px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: var(--ink); }
        .name { font-size: 13px; font-weight: 600; }
        .title { font-size: 13px; font-weight: 600; }
        .life { stroke: var(--ink); stroke-width: var(--life, 1.3); }
        .client .life { stroke: var(--soft); stroke-width: 1; }
        .dead { stroke: var(--dead, var(--faint)); stroke-width: 1.2; stroke-dasharray: 1.5 4; }
        .axis { stroke: var(--faint); }
        .break { fill: var(--wash); opacity: var(--break, 1); }
        .break-edge { stroke: var(--faint); stroke-dasharray: 2 3; }
        .band { stroke: none; }
        .member { fill-opacity: var(--member, .55); }
        .v0 { fill: var(--view0); } .v1 { fill: var(--view1); } .v2 { fill: var(--view2); }
        .v3 { fill: var(--view3); } .v4 { fill: var(--view4); }
        .hatch { stroke: var(--viewchange); stroke-opacity: .28; stroke-width: 1.2; }
        .lead { stroke: var(--ink); stroke-opacity: .55; stroke-width: 2.4; }
        .m { fill: none; stroke-width: 1.15; stroke: var(--c); }
        .m .head { fill: var(--c); stroke: none; }
        .f1 { --c: var(--client); } .f2 { --c: var(--order); } .f3 { --c: var(--heartbeat); }
        .f4 { --c: var(--viewchange); } .f5 { --c: var(--transfer); } .f6 { --c: var(--other); }
        .lost { stroke-dasharray: 4 2.5; }
        .lost .cross { stroke: var(--fault); stroke-width: 1.7; stroke-dasharray: none; }
        .under-way { stroke-dasharray: 1.5 3; }
        .e { fill: var(--paper); stroke: var(--ink); stroke-width: 1.2; }
        .k1, .k2 { fill: var(--ink); stroke: none; }
        .k4, .k5 { fill: var(--client); stroke: none; }
        .k7, .k8 { stroke: var(--fault); stroke-width: 2; fill: none; }
        .k9 { stroke: var(--soft); }
        .k10, .k11 { stroke: var(--viewchange); } .k11 { fill: var(--viewchange); }
        .k12, .k13 { stroke: var(--order); } .k13 { fill: var(--order); }
        .k14 { fill: var(--commit); stroke: none; }
        .k15, .k16 { stroke: var(--transfer); }
        .k17 { stroke: var(--soft); }
        .commit { fill: none; stroke: var(--commit); stroke-width: var(--commit-width, 1.6); }
        .log-head { fill: none; stroke: var(--order); stroke-opacity: .75; stroke-dasharray: 1.5 2.5; }
        .area { fill: var(--commit); fill-opacity: .1; }
        .l { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
        .l-band { fill: var(--soft); stroke: none; }
        .l-tick { fill: var(--soft); font-size: 10.5px; stroke: none; font-variant-numeric: tabular-nums; }
        .l-message { fill: var(--c); font-size: 10.5px; }
        .l-fault { fill: var(--fault); font-weight: 600; }
        .l-commit { fill: var(--commit); font-size: 9.5px; }
        .moment { stroke: var(--soft); stroke-dasharray: 5 4; }
        .failure { stroke: var(--fault); }
        .legend text { font-size: 10.5px; fill: var(--soft); }
        """;
}
