namespace Quorate.Tracing;

/// <summary>What the page does: zoom, pan, hover, and lighting an event's causal past and future.</summary>
internal static class PageScript
{
    /// <summary>Reads the data and the elements; both are in one order.</summary>
    public const string Model = """
        'use strict';
        const $ = id => document.getElementById(id);
        const data = JSON.parse($('data').textContent);
        const main = $('main'), scene = $('scene'), panel = $('panel'), tip = $('tip'), ring = $('ring');
        const all = name => Array.from(scene.getElementsByClassName(name));
        const nodes = { points: all('e'), arrows: all('m'), labels: all('l') };
        const processes = data.processes, left = data.left;

        // Vector times come as differences to the process's event before: pairs of process and count.
        const running = processes.map(() => new Int32Array(processes.length));
        const points = data.points.map(([x, y, process, time, text, lamport, delta, partner, number], index) => {
          const vector = running[process];
          for (let i = 0; i < delta.length; i += 2) vector[delta[i]] = delta[i + 1];
          return { index, x, y, process, time, text, lamport, partner, number, vector: vector.slice() };
        });
        const lanes = processes.map((_, process) => points.filter(point => point.process === process));
        const happenedBefore = (a, b) => a !== b && a.vector[a.process] <= b.vector[a.process];
        let zoom = 1, cursor = null, lit = null;
        const at = x => left + (x - left) * zoom;
        """;

    /// <summary>Moves everything for a zoom: places stretch along time, shapes and text keep their size.</summary>
    public const string Zoom = """
        const fixed = value => Math.round(value * 10) / 10;
        function drawArrow([x1, y1, x2, y2, end], node) {
          const cut = end !== 0 && x2 - x1 === data.cut;
          const a = at(x1), b = cut ? a + data.cut : at(x2);
          const length = Math.max(1, Math.hypot(b - a, y2 - y1)), dx = (b - a) / length, dy = (y2 - y1) / length;
          const back = end === 0 ? 9.5 : 0;
          const shapes = node.children;
          shapes[0].setAttribute('d',
            `M${fixed(a)} ${y1}L${fixed(b - dx * back)} ${fixed(y2 - dy * back)}`);
          if (end === 0) {
            const x = b - dx * 4, y = y2 - dy * 4, bx = x - dx * 6.5, by = y - dy * 6.5;
            shapes[1].setAttribute('d', `M${fixed(x)} ${fixed(y)}L${fixed(bx - dy * 2.6)} ${fixed(by + dx * 2.6)}`
              + `L${fixed(bx + dy * 2.6)} ${fixed(by - dx * 2.6)}Z`);
          } else if (end === 1) {
            shapes[1].setAttribute('d', `M${fixed(b - 3.6)} ${fixed(y2 - 3.6)}l7.2 7.2m0-7.2l-7.2 7.2`);
          }
        }
        function applyZoom() {
          const width = Math.ceil(at(data.width));
          scene.setAttribute('width', width - left);
          scene.setAttribute('viewBox', `${left} 0 ${width - left} ${data.height}`);
          $('zoom').setAttribute('transform', `translate(${left * (1 - zoom)} 0) scale(${zoom} 1)`);
          points.forEach((point, i) =>
            nodes.points[i].setAttribute('transform', `translate(${fixed(at(point.x))} ${point.y})`));
          data.arrows.forEach((arrow, i) => drawArrow(arrow, nodes.arrows[i]));
          data.labels.forEach(([x, shift, level], i) => {
            const node = nodes.labels[i];
            node.setAttribute('x', fixed(at(x) + shift));
            node.style.display = zoom >= 2 ** level ? '' : 'none';
          });
          scene.classList.toggle('far', zoom < 0.3);
          $('percent').textContent = `${Math.round(zoom * 100)} %`;
          moveRing();
          showWindow();
        }
        function zoomTo(next, clientX) {
          const box = main.getBoundingClientRect();
          const seen = clientX === undefined ? main.clientWidth / 2 : clientX - box.left;
          const before = (main.scrollLeft + seen - left) / zoom;
          zoom = Math.min(8, Math.max(fitZoom() / 2, 0.02, Math.min(next, 8)));
          applyZoom();
          main.scrollLeft = before * zoom + left - seen;
        }
        const fitZoom = () => Math.min(1, (main.clientWidth - left - 4) / (data.width - left));
        function showWindow() {
          const share = $('map').clientWidth / (scene.width.baseVal.value || 1);
          const frame = $('window').style;
          frame.left = `${main.scrollLeft * share}px`;
          frame.width = `${Math.min(1, (main.clientWidth - left) * share / $('map').clientWidth) * 100}%`;
        }
        """;

    /// <summary>Lights the causal past and future of an event, and tells of it in the panel.</summary>
    public const string Causality = """
        const mark = (node, state) => {
          node.classList.toggle('past', state === 'past');
          node.classList.toggle('future', state === 'future');
          node.classList.toggle('on', state !== null);
        };
        function light(point) {
          lit = point;
          location.replace(point ? `#e${point.number}` : '#');
          scene.classList.toggle('lit', point !== null);
          if (point === null) { tell(cursor); return; }
          const side = points.map(other => other === point ? 'here'
            : happenedBefore(other, point) ? 'past' : happenedBefore(point, other) ? 'future' : null);
          points.forEach((_, i) => mark(nodes.points[i], side[i]));
          const ends = (a, b) => {
            const both = [a, b].filter(i => i >= 0).map(i => side[i]);
            const isWhole = both.length > 1;
            if (both.every(s => s === 'past' || s === 'here')) return isWhole || both[0] === 'past' ? 'past' : null;
            return both.every(s => s === 'future' || s === 'here') ? 'future' : null;
          };
          const ofArrow = data.arrows.map(arrow => ends(arrow[5], arrow[6]));
          ofArrow.forEach((state, i) => mark(nodes.arrows[i], state));
          data.labels.forEach(([, , , event, arrow], i) =>
            mark(nodes.labels[i], arrow >= 0 ? ofArrow[arrow] : event >= 0 ? side[event] : null));
          tell(point, side);
        }
        const time = ns => ns < 1e10 ? `${+(ns / 1e6).toFixed(6)} ms` : `${+(ns / 1e9).toFixed(9)} s`;
        const escaped = text => text.replace(/[&<>]/g, letter => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter]);
        function tell(point, side) {
          if (!point) { panel.innerHTML = data.help; return; }
          const vector = processes.map((name, i) => `${name}:${point.vector[i]}`).filter((_, i) => point.vector[i]);
          const count = state => side.reduce((sum, s) => sum + (s === state), 0).toLocaleString('en');
          panel.innerHTML = `<div><strong>${escaped(point.text)}</strong><br>`
            + (side ? `<span class="past">${count('past')} events happened before</span> · `
              + `<span class="future">${count('future')} happened after</span> · `
              + `<span class="soft">${count(null)} concurrent</span>`
              : `<span class="soft">Enter or click lights what happened before and after.</span>`) + `</div>`
            + `<div>${time(point.time)} · Lamport ${point.lamport}<br>`
            + `<span class="soft">⟨${vector.join(' ')}⟩</span></div>`;
        }
        function moveRing() {
          ring.style.display = cursor ? '' : 'none';
          if (cursor) ring.setAttribute('transform', `translate(${fixed(at(cursor.x))} ${cursor.y})`);
        }
        function moveTo(point) {
          if (!point) return;
          cursor = point;
          const x = at(point.x) - left;
          const seen = main.clientWidth - left;
          if (x < main.scrollLeft + 30 || x > main.scrollLeft + seen - 60) main.scrollLeft = x - seen / 2;
          if (point.y < main.scrollTop + 20 || point.y > main.scrollTop + main.clientHeight - 20)
            main.scrollTop = point.y - main.clientHeight / 2;
          moveRing();
          if (lit) light(point); else tell(point);
        }
        """;

    /// <summary>Pointer and keyboard.</summary>
    public const string Input = """
        function nearest(event) {
          const box = scene.getBoundingClientRect();
          const x = event.clientX - box.left + left, y = event.clientY - box.top;
          let best = null, least = 13 * 13;
          for (const point of points) {
            const distance = (at(point.x) - x) ** 2 + (point.y - y) ** 2;
            if (distance < least) { least = distance; best = point; }
          }
          return best;
        }
        let drag = null;
        main.addEventListener('pointerdown', event => {
          if (event.button === 0)
            drag = { x: event.clientX, y: event.clientY, left: main.scrollLeft, top: main.scrollTop, moved: false };
        });
        addEventListener('pointermove', event => {
          if (drag) {
            drag.moved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4;
            if (drag.moved) {
              main.classList.add('drag');
              main.scrollLeft = drag.left - (event.clientX - drag.x);
              main.scrollTop = drag.top - (event.clientY - drag.y);
            }
          }
          const point = !drag?.moved && main.contains(event.target) ? nearest(event) : null;
          main.classList.toggle('hit', point !== null);
          tip.hidden = point === null;
          if (point) {
            tip.textContent = `${point.text} · ${time(point.time)}`;
            tip.style.left = `${Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
            tip.style.top = `${event.clientY + 18 + tip.offsetHeight > innerHeight
              ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18}px`;
          }
        });
        addEventListener('pointerup', event => {
          const click = drag && !drag.moved;
          drag = null;
          main.classList.remove('drag');
          if (click) { cursor = nearest(event); moveRing(); light(cursor); }
        });
        main.addEventListener('wheel', event => {
          if (event.ctrlKey || event.metaKey) {
            event.preventDefault();
            zoomTo(zoom * Math.exp(-event.deltaY / 300), event.clientX);
          } else if (event.deltaX === 0 && main.scrollHeight <= main.clientHeight) {
            event.preventDefault();
            main.scrollLeft += event.deltaY;
          }
        }, { passive: false });
        main.addEventListener('scroll', showWindow);
        addEventListener('resize', showWindow);
        const beside = (step) => {
          const lane = lanes[cursor.process];
          return lane[lane.indexOf(cursor) + step];
        };
        function across(step) {
          const order = data.order, lane = lanes[order[order.indexOf(cursor.process) + step]];
          return lane?.reduce((best, point) =>
            !best || Math.abs(point.x - cursor.x) < Math.abs(best.x - cursor.x) ? point : best, null);
        }
        const keys = {
          ArrowLeft: () => moveTo(beside(-1)), ArrowRight: () => moveTo(beside(1)),
          ArrowUp: () => moveTo(across(-1)), ArrowDown: () => moveTo(across(1)),
          Home: () => moveTo(points[0]), End: () => moveTo(points[points.length - 1]),
          m: () => moveTo(points[cursor.partner]),
          Enter: () => light(lit === cursor ? null : cursor), ' ': () => light(lit === cursor ? null : cursor),
          Escape: () => { light(null); cursor = null; moveRing(); tell(null); },
          '+': () => zoomTo(zoom * 1.5), '=': () => zoomTo(zoom * 1.5), '-': () => zoomTo(zoom / 1.5),
          0: () => zoomTo(1), f: () => zoomTo(fitZoom()),
        };
        main.addEventListener('keydown', event => {
          const act = keys[event.key];
          if (!act || event.ctrlKey || event.metaKey || event.altKey || points.length === 0) return;
          event.preventDefault();
          if (!cursor && event.key.startsWith('Arrow')) { moveTo(points[0]); return; }
          if (!cursor && (event.key === 'm' || event.key === 'Enter' || event.key === ' ')) return;
          act();
        });
        function jump(event) {
          const box = $('map').getBoundingClientRect();
          main.scrollLeft = (event.clientX - box.left) / box.width * scene.width.baseVal.value
            - (main.clientWidth - left) / 2;
        }
        $('map').addEventListener('pointerdown', event => {
          $('map').setPointerCapture(event.pointerId);
          jump(event);
        });
        $('map').addEventListener('pointermove', event => { if (event.buttons & 1) jump(event); });
        $('in').onclick = () => zoomTo(zoom * 1.5);
        $('out').onclick = () => zoomTo(zoom / 1.5);
        $('fit').onclick = () => zoomTo(fitZoom());
        $('theme').onclick = () => {
          const isDark = getComputedStyle(document.documentElement).getPropertyValue('--dark').trim() === '1';
          document.documentElement.dataset.theme = isDark ? 'light' : 'dark';
        };
        for (const toggle of document.querySelectorAll('[data-family]')) {
          toggle.onclick = () => {
            const isHidden = scene.classList.toggle(`hide-f${toggle.dataset.family}`);
            toggle.setAttribute('aria-pressed', String(!isHidden));
          };
        }
        applyZoom();
        tell(null);
        const linked = points.find(point => location.hash === `#e${point.number}`);
        if (linked) { moveTo(linked); light(linked); }
        else if (data.start) main.scrollLeft = data.start - (main.clientWidth - left) / 2;
        """;
}
