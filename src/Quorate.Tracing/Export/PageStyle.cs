namespace Quorate.Tracing;

/// <summary>How the page around a diagram looks.</summary>
internal static class PageStyle
{
    /// <summary>The rules of the page; the diagram's come before.</summary>
    public const string Rules = """
        * { box-sizing: border-box; }
        html, body { height: 100%; margin: 0; }
        body { display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
          font: 13px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        header { padding: 12px 18px 8px; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; }
        h1 { font-size: 15px; margin: 0; font-weight: 600; }
        header p { margin: 0; color: var(--soft); flex: 1 1 24em; }
        header p.failure { color: var(--fault); flex-basis: 100%; }
        button { font: inherit; color: inherit; background: none; border: 1px solid var(--faint); border-radius: 5px;
          padding: 2px 9px; cursor: pointer; }
        button:hover { background: var(--wash); }
        :focus-visible { outline: 2px solid var(--past); outline-offset: 1px; }
        .tools { display: flex; gap: 5px; align-items: center; font-variant-numeric: tabular-nums; }
        .tools output { min-width: 3.6em; text-align: center; color: var(--soft); }
        .signs { display: flex; flex-wrap: wrap; gap: 2px 6px; padding: 0 12px 8px; font-size: 12px;
          border-bottom: 1px solid var(--faint); color: var(--soft); }
        .signs > * { display: inline-flex; align-items: center; gap: 6px; padding: 1px 7px; border: 0; }
        .signs svg { width: 20px; height: 16px; overflow: visible; }
        .signs button[aria-pressed=false] { opacity: .4; text-decoration: line-through; }
        main { flex: 1 1 0; min-height: 120px; overflow: auto; position: relative; cursor: grab; outline-offset: -3px; }
        main.drag { cursor: grabbing; user-select: none; }
        main.hit { cursor: pointer; }
        #stage { display: flex; width: max-content; min-width: 100%; }
        #names { position: sticky; left: 0; z-index: 1; flex: none; background: var(--paper);
          border-right: 1px solid var(--faint); }
        #names div { position: absolute; right: 12px; font-weight: 600; transform: translateY(-50%); }
        #names .client { font-weight: 400; color: var(--soft); }
        #scene { flex: none; display: block; }
        #ground * { vector-effect: non-scaling-stroke; }
        #map { --life: 0; --member: .8; --commit-width: .8; --break: 0; --dead: var(--fault);
          flex: none; height: 46px; border-top: 1px solid var(--faint); position: relative; touch-action: none;
          cursor: pointer; }
        #map svg { width: 100%; height: 100%; display: block; }
        #window { position: absolute; top: 0; bottom: 0; border: 1.5px solid var(--past); border-radius: 3px;
          background: color-mix(in srgb, var(--past) 10%, transparent); pointer-events: none; }
        #panel { flex: none; min-height: 62px; padding: 8px 18px; border-top: 1px solid var(--faint);
          background: var(--wash); display: grid; grid-template-columns: 1fr auto; gap: 0 24px; align-items: start; }
        #panel strong { font-weight: 600; } #panel .soft { color: var(--soft); }
        #panel .past { color: var(--past); } #panel .future { color: var(--future); }
        #panel div:last-child { text-align: right; font-variant-numeric: tabular-nums; }
        #tip { position: fixed; z-index: 3; max-width: 34em; padding: 5px 9px; border-radius: 6px; pointer-events: none;
          background: var(--ink); color: var(--paper); box-shadow: 0 2px 10px #0004; font-size: 12px; }
        #tip[hidden] { display: none; }
        #ring { fill: none; stroke: var(--past); stroke-width: 2; }
        kbd { font: 11px ui-monospace, monospace; border: 1px solid var(--faint); border-radius: 3px; padding: 0 4px; }
        .hide-f1 .m.f1, .hide-f2 .m.f2, .hide-f3 .m.f3, .hide-f4 .m.f4, .hide-f5 .m.f5, .hide-f6 .m.f6,
        .hide-f1 .l.f1, .hide-f2 .l.f2, .hide-f3 .l.f3, .hide-f4 .l.f4, .hide-f5 .l.f5, .hide-f6 .l.f6
          { display: none; }
        .lit .m, .lit .e, .lit .l-message, .lit .l-event, .lit .l-fault { opacity: .13; }
        .far .k1, .far .k2, .far .k12, .far .k13 { display: none; } .far .m { stroke-width: .6; opacity: .7; }
        .far .head { display: none; }
        .lit .on { opacity: 1; }
        .lit .m.past { --c: var(--past); stroke-width: 1.7; } .lit .m.future { --c: var(--future); stroke-width: 1.7; }
        .lit .e.past { fill: var(--past); stroke: var(--past); } .lit .e.future { fill: var(--future);
          stroke: var(--future); }
        .lit .l.past { --c: var(--past); } .lit .l.future { --c: var(--future); }
        .lit .k7.past, .lit .k8.past, .lit .k7.future, .lit .k8.future { fill: none; }
        @media (prefers-reduced-motion: no-preference) { .m, .e { transition: opacity .12s; } }
        @media print { main, body { overflow: visible; height: auto; } #map, #panel, .tools { display: none; } }
        """;
}
