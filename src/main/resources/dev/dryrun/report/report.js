"use strict";
// One axis of time for the locks and the charts: what is shown of it and where the cursor stands.
(function () {
  const GUTTER = 60;
  const RIGHT = 12;
  const HEIGHT = 104;
  const AXIS = 26;
  const PRINTED = 680;
  const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5, 72e5, 144e5];

  const series = JSON.parse(document.getElementById("series").textContent);
  const timeline = document.getElementById("timeline");
  const gantt = timeline.querySelector("svg.plot");
  const axis = gantt.querySelector(".axis");
  const placed = Array.from(gantt.querySelectorAll("[data-from]"), function (element) {
    return { element: element, from: Number(element.dataset.from), to: Number(element.dataset.to) };
  });
  const labels = Array.from(gantt.querySelectorAll("[data-at]"), function (element) {
    return { element: element, at: Number(element.dataset.at) };
  });
  const steps = placed.filter(function (bar) { return bar.element.classList.contains("step"); });
  const whole = [Number(gantt.dataset.from), Number(gantt.dataset.to)];
  const end = Number(gantt.dataset.end);
  const charts = [];
  const columns = Object.assign({}, series, series.times);
  // A logarithm has no zero.
  ["maxMs", "p99Ms", "p50Ms"].filter(function (name) { return columns[name]; }).forEach(function (name) {
    columns[name] = columns[name].map(function (ms) { return ms === null ? null : Math.max(0.05, ms); });
  });
  let shown = whole;
  let moment = null;

  // What is shown

  function time(at, fine) {
    const sign = at < 0 ? "−" : "";
    const ms = Math.abs(at);
    if (ms >= 6e4) {
      const seconds = Math.round(ms / 1e3);
      const minutes = Math.floor(seconds / 60);
      const rest = String(seconds % 60).padStart(2, "0");
      return sign + (minutes < 60 ? minutes + ":" + rest + " min" : Math.floor(minutes / 60) + ":" + String(minutes % 60).padStart(2, "0") + ":" + rest + " h");
    }
    if (ms >= 1e3 || fine && ms >= 100) {
      return sign + (fine ? (ms / 1e3).toFixed(2) : Number((ms / 1e3).toFixed(3))) + " s";
    }
    return ms === 0 ? "0" : sign + Number(ms.toFixed(fine ? 1 : 0)) + " ms";
  }

  function ticks() {
    const most = Math.max(2, Math.floor(gantt.getBoundingClientRect().width / 85));
    const span = shown[1] - shown[0];
    const step = STEPS.find(function (each) { return span / each <= most; }) || STEPS[STEPS.length - 1];
    const all = [];
    for (let i = Math.ceil(shown[0] / step); i * step <= shown[1]; i++) {
      all.push(i * step);
    }
    return all;
  }

  function element(name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(function (each) { made.setAttribute(each[0], each[1]); });
    made.textContent = text || "";
    return made;
  }

  function percent(at) {
    return 100 * (at - shown[0]) / (shown[1] - shown[0]);
  }

  function place() {
    placed.forEach(function (bar) {
      const left = Math.min(101, Math.max(-1, percent(bar.from)));
      const right = Math.min(101, percent(bar.to));
      const out = percent(bar.to) < 0 || percent(bar.from) > 100;
      bar.element.setAttribute("x", left + "%");
      bar.element.setAttribute("width", (out ? 0 : Math.max(0.15, right - left)) + "%");
    });
    labels.forEach(function (label) { label.element.setAttribute("x", percent(label.at) + "%"); });
    drawAxis();
    drawCursor();
  }

  function drawAxis() {
    axis.replaceChildren.apply(axis, ticks().flatMap(function (at) {
      const x = percent(at) + "%";
      const late = percent(at) > 93;
      return [
        element("line", { class: "grid", x1: x, x2: x, y1: 14, y2: "100%" }),
        element("text", { class: "tick", x: x, y: 11, dx: late ? -3 : 3, "text-anchor": late ? "end" : "start" }, time(at))
      ];
    }));
  }

  function show(from, to) {
    const least = Math.min(10, whole[1] - whole[0]);
    const span = Math.min(Math.max(to - from, least), whole[1] - whole[0]);
    const start = Math.min(Math.max(from, whole[0]), whole[1] - span);
    if (start === shown[0] && start + span === shown[1]) {
      return;
    }
    shown = [start, start + span];
    place();
    charts.forEach(function (chart) { chart.setScale("x", { min: shown[0], max: shown[1] }); });
  }

  function zoom(how) {
    const span = shown[1] - shown[0];
    const centre = moment !== null && moment >= shown[0] && moment <= shown[1] ? moment : (shown[0] + shown[1]) / 2;
    const share = (centre - shown[0]) / span;
    switch (how) {
      case "in": return show(centre - span * share / 2, centre + span * (1 - share) / 2);
      case "out": return show(centre - span * share * 2, centre + span * (1 - share) * 2);
      case "earlier": return show(shown[0] - span / 4, shown[1] - span / 4);
      case "later": return show(shown[0] + span / 4, shown[1] + span / 4);
      case "migration": return show(-end * 0.03, end * 1.03);
      default: return show(whole[0], whole[1]);
    }
  }

  // The cursor: when it is, which step ran then, and what was measured

  const cursor = element("line", { class: "cursor", y1: 0, y2: "100%", visibility: "hidden" });
  gantt.append(cursor);
  const readout = timeline.querySelector(".readout");

  function drawCursor() {
    const seen = moment !== null && moment >= shown[0] && moment <= shown[1];
    cursor.setAttribute("visibility", seen ? "visible" : "hidden");
    if (seen) {
      cursor.setAttribute("x1", percent(moment) + "%");
      cursor.setAttribute("x2", percent(moment) + "%");
    }
  }

  function running(at) {
    const bar = steps.find(function (step) { return step.from <= at && at <= step.to; });
    if (bar) {
      return bar.element.textContent;
    }
    return at < 0 ? "Baseline: the load alone" : at > end ? "Cool-down: the load alone" : "Between two steps";
  }

  function index(at) {
    let low = 0;
    let high = columns.timeMs.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (columns.timeMs[middle] <= at) { low = middle; } else { high = middle; }
    }
    return low;
  }

  function value(name, i) {
    const figure = columns[name] && columns[name][i];
    if (figure === null || figure === undefined) {
      return "–";
    }
    return name.endsWith("Ms") ? duration(figure) : String(Number(figure.toFixed(1)));
  }

  function duration(ms) {
    return ms < 9.95 ? ms.toFixed(1) + " ms" : ms < 999.5 ? ms.toFixed(0) + " ms" : (ms / 1e3).toFixed(ms < 9995 ? 2 : 1) + " s";
  }

  function point(at, source) {
    moment = at;
    drawCursor();
    charts.forEach(function (chart) {
      if (chart !== source) {
        chart.setCursor(at === null ? { left: -10, top: -10 } : { left: chart.valToPos(at, "x"), top: 1 }, false);
      }
    });
    readout.querySelector(".moment").textContent = at === null ? "" : time(at, true);
    readout.querySelector(".step").textContent = at === null ? "Point at the timeline, or use the arrow keys: what ran then, and what was measured." : running(at);
    timeline.querySelectorAll("output").forEach(function (output) {
      output.textContent = at === null || !columns.timeMs ? "" : value(output.dataset.value, index(at));
    });
  }

  function at(event) {
    const box = gantt.getBoundingClientRect();
    return shown[0] + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * (shown[1] - shown[0]);
  }

  const select = element("rect", { class: "select", y: 0, height: "100%", width: 0 });
  gantt.append(select);
  let drag = null;
  gantt.addEventListener("pointerdown", function (event) {
    drag = event.button === 0 && event.pointerType !== "touch" ? at(event) : null;
    point(at(event));
  });
  gantt.addEventListener("pointermove", function (event) {
    point(at(event));
    if (drag !== null) {
      select.setAttribute("x", Math.min(percent(drag), percent(moment)) + "%");
      select.setAttribute("width", Math.abs(percent(drag) - percent(moment)) + "%");
    }
  });
  gantt.addEventListener("pointerleave", function () {
    if (drag === null) {
      point(null);
    }
  });
  window.addEventListener("pointerup", function (event) {
    if (drag !== null) {
      const ends = [drag, at(event)].sort(function (one, other) { return one - other; });
      drag = null;
      select.setAttribute("width", 0);
      if (ends[1] - ends[0] > (shown[1] - shown[0]) / 100) {
        show(ends[0], ends[1]);
      }
    }
  });
  gantt.addEventListener("dblclick", function () { zoom("all"); });
  gantt.setAttribute("tabindex", "0");
  gantt.addEventListener("keydown", function (event) {
    const span = shown[1] - shown[0];
    const now = moment === null ? (shown[0] + shown[1]) / 2 : moment;
    const keys = {
      ArrowLeft: function () { if (event.shiftKey) { zoom("earlier"); } else { point(Math.max(shown[0], now - span / 100)); } },
      ArrowRight: function () { if (event.shiftKey) { zoom("later"); } else { point(Math.min(shown[1], now + span / 100)); } },
      "+": function () { zoom("in"); },
      "-": function () { zoom("out"); },
      Home: function () { point(shown[0]); },
      End: function () { point(shown[1]); },
      Escape: function () { zoom("all"); }
    };
    if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  timeline.querySelector(".controls").addEventListener("click", function (event) {
    if (event.target.dataset.zoom) {
      zoom(event.target.dataset.zoom);
    }
  });

  // Links to a step open it

  function open(hash) {
    const step = hash && document.getElementById(hash.slice(1));
    if (step && step.tagName === "DETAILS") {
      for (let each = step; each; each = each.parentElement) {
        if (each.tagName === "DETAILS") {
          each.open = true;
        }
      }
      step.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", function () { open(location.hash); });
  open(location.hash);

  // The charts

  const style = getComputedStyle(document.documentElement);
  function colour(name) {
    return function () { return style.getPropertyValue("--" + name).trim(); };
  }

  function bands(u) {
    u.ctx.save();
    u.ctx.fillStyle = colour("raised")();
    u.ctx.fillRect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    u.ctx.fillStyle = colour("band")();
    [[whole[0], 0], [end, whole[1]]].forEach(function (phase) {
      const left = Math.max(u.bbox.left, u.valToPos(phase[0], "x", true));
      const right = Math.min(u.bbox.left + u.bbox.width, u.valToPos(phase[1], "x", true));
      if (right > left) {
        u.ctx.fillRect(left, u.bbox.top, right - left, u.bbox.height);
      }
    });
    u.ctx.restore();
  }

  function short(count) {
    return count >= 1e6 ? count / 1e6 + "M" : count >= 1e4 ? count / 1e3 + "k" : String(count);
  }

  function tens(u, axisIndex, min, max) {
    const all = [];
    for (let power = Math.ceil(Math.log10(min) - 1e-9); power <= Math.log10(max) + 1e-9; power++) {
      all.push(Math.pow(10, power));
    }
    const skip = Math.ceil(all.length / 5);
    return all.filter(function (each, i) { return i % skip === 0; });
  }

  const linear = {
    scale: { range: function (u, min, max) { return [0, Math.max(1, max * 1.08)]; } },
    axis: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6], space: 26, values: function (u, at) { return at.map(short); } }
  };
  const logarithmic = {
    scale: {
      distr: 3,
      range: function (u, min, max) {
        const low = Math.floor(Math.log10(Math.max(0.05, min || 0.1)));
        return [Math.pow(10, low), Math.pow(10, Math.max(low + 1, Math.ceil(Math.log10(max || 1) - 1e-9)))];
      }
    },
    axis: { splits: tens, filter: function (u, at) { return at; }, values: function (u, at) { return at.map(function (ms) { return ms >= 1e3 ? ms / 1e3 + " s" : Number(ms.toPrecision(3)) + " ms"; }); } }
  };

  function chart(id, kind, lines) {
    const root = document.getElementById(id);
    const last = id === "latency";
    if (root.parentNode.hidden) {
      return;
    }
    const look = { stroke: colour("quiet"), font: "11px system-ui, sans-serif", grid: { stroke: colour("line"), width: 1 }, ticks: { show: false } };
    const made = new uPlot({
      width: root.clientWidth,
      height: HEIGHT + (last ? AXIS : 0),
      padding: [7, RIGHT, last ? 0 : 7, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: true, y: false },
        points: { size: 6 },
        bind: { dblclick: function () { return function () { zoom("all"); return null; }; } }
      },
      scales: { x: { time: false, min: shown[0], max: shown[1] }, y: kind.scale },
      axes: [
        Object.assign({}, look, { size: last ? AXIS : 0, splits: ticks, values: function (u, all) { return last ? all.map(function (t) { return percent(t) > 95 ? "" : time(t); }) : []; } }),
        Object.assign({}, look, { size: GUTTER, gap: 6 }, kind.axis)
      ],
      series: [{}].concat(lines.map(function (line) {
        return Object.assign({ stroke: colour(line.colour), width: 1.5, points: { show: false } }, line.look);
      })),
      hooks: {
        drawClear: [bands],
        setScale: [function (u, key) { if (key === "x") { show(u.scales.x.min, u.scales.x.max); } }],
        setCursor: [function (u) {
          if (u.over.matches(":hover")) {
            point(u.cursor.left < 0 ? null : u.posToVal(u.cursor.left, "x"), u);
          }
        }]
      }
    }, [columns.timeMs].concat(lines.map(function (line) { return columns[line.values]; })), root);
    made.over.addEventListener("mouseleave", function () { point(null, made); });
    charts.push(made);
  }

  timeline.querySelector(".controls").hidden = false;
  readout.hidden = false;
  if (columns.timeMs && columns.timeMs.length > 1) {
    drawCharts();
  } else {
    const note = document.getElementById("no-charts");
    note.textContent = "No load ran, or its course was not kept: there are no charts of it.";
    note.hidden = false;
  }
  drawAxis();
  point(null);

  /** What nothing would be drawn in is said in words. */
  function empty(id, name, words) {
    const none = !columns[name] || !columns[name].some(function (figure) { return figure > 0; });
    document.getElementById(id).parentNode.hidden = none;
    return none ? words : "";
  }

  function drawCharts() {
    const note = document.getElementById("no-charts");
    note.textContent = [
      empty("queue", "blocked", "No session was seen waiting behind the migration."),
      empty("pool", "poolWaiting", "No request waited for a connection of the pool."),
      empty("errors", "errors", "No request failed.")
    ].join(" ").trim();
    note.hidden = note.textContent === "";
    document.getElementById("charts").hidden = false;
    chart("queue", linear, [{ values: "blocked", colour: "both", look: { fill: colour("both-tint"), width: 2 } }]);
    chart("pool", linear, [{ values: "poolWaiting", colour: "second", look: { fill: colour("writes-tint") } }]);
    chart("throughput", linear, [{ values: "completedPerSecond", colour: "first" }, { values: "duePerSecond", colour: "third", look: { dash: [6, 3] } }]);
    chart("errors", linear, [{ values: "errors", colour: "both", look: { fill: colour("both"), paths: uPlot.paths.bars({ size: [0.9, 60, 1] }) } }]);
    chart("latency", logarithmic, [
      { values: "p50Ms", colour: "first", look: { width: 2 } },
      { values: "p99Ms", colour: "second" },
      { values: "maxMs", colour: "ink", look: { dash: [2, 3], width: 1 } }
    ]);
    function redraw(width) {
      charts.forEach(function (each) {
        each.setSize({ width: width || each.root.parentNode.clientWidth, height: each.height });
        each.redraw(true);
      });
      drawAxis();
    }
    new ResizeObserver(function () {
      if (charts.length > 0 && !document.documentElement.classList.contains("print") && charts[0].width !== charts[0].root.parentNode.clientWidth) {
        redraw();
      }
    }).observe(document.getElementById("charts"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { redraw(); });
    window.addEventListener("beforeprint", function () {
      document.documentElement.classList.add("print");
      redraw(PRINTED);
    });
    window.addEventListener("afterprint", function () {
      document.documentElement.classList.remove("print");
      redraw();
    });
  }

  // On paper nothing can be opened

  let folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (each) { each.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (each) { each.open = false; });
  });
})();
