"use strict";
(function () {
  var series = JSON.parse(document.getElementById("series").textContent);
  var gantt = document.querySelector("svg.gantt");
  var whole = [Number(gantt.dataset.from), Number(gantt.dataset.to)];
  var charts = [];
  var shown = whole;

  function place(from, to) {
    var scale = 100 / (to - from);
    gantt.querySelectorAll("[data-from]").forEach(function (bar) {
      var left = (Number(bar.dataset.from) - from) * scale;
      var right = (Number(bar.dataset.to) - from) * scale;
      var start = Math.max(-1, left);
      bar.setAttribute("x", start + "%");
      bar.setAttribute("width", Math.max(right < 0 || left > 100 ? 0 : 0.15, Math.min(101, right) - start) + "%");
    });
    gantt.querySelectorAll("[data-at]").forEach(function (mark) {
      var at = (Number(mark.dataset.at) - from) * scale + "%";
      if (mark.tagName === "line") {
        mark.setAttribute("x1", at);
        mark.setAttribute("x2", at);
      } else {
        mark.setAttribute("x", at);
      }
    });
  }

  function show(from, to) {
    if (from === shown[0] && to === shown[1]) {
      return;
    }
    shown = [from, to];
    place(from, to);
    charts.forEach(function (chart) {
      chart.setScale("x", { min: from, max: to });
    });
  }

  gantt.addEventListener("dblclick", function () {
    show(whole[0], whole[1]);
  });

  var drag = null;
  gantt.addEventListener("pointerdown", function (event) {
    drag = event.clientX;
  });
  window.addEventListener("pointerup", function (event) {
    if (drag === null) {
      return;
    }
    var box = gantt.getBoundingClientRect();
    var ends = [drag, event.clientX].map(function (x) {
      return shown[0] + (Math.min(Math.max(x - box.left, 0), box.width) / box.width) * (shown[1] - shown[0]);
    });
    drag = null;
    if (Math.abs(ends[1] - ends[0]) > (shown[1] - shown[0]) / 100) {
      show(Math.min(ends[0], ends[1]), Math.max(ends[0], ends[1]));
    }
  });

  function open(hash) {
    var step = hash && document.getElementById(hash.slice(1));
    if (step && step.tagName === "DETAILS") {
      step.open = true;
      step.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", function () {
    open(location.hash);
  });
  open(location.hash);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.step").forEach(function (step) {
      step.open = true;
    });
  });

  if (!series.timeMs) {
    return;
  }
  var style = getComputedStyle(document.documentElement);
  function colour(name) {
    return style.getPropertyValue("--" + name).trim();
  }
  function chart(id, title, unit, lines, log) {
    var axis = { stroke: colour("quiet"), grid: { stroke: colour("line") }, ticks: { stroke: colour("line") } };
    var place = document.getElementById(id);
    var made = new uPlot({
      title: title,
      width: place.clientWidth,
      height: 170,
      cursor: { sync: { key: "dryrun" }, drag: { x: true, y: false } },
      scales: { x: { time: false, min: whole[0], max: whole[1] }, y: log ? { distr: 3 } : { range: function (u, min, max) { return [0, Math.max(1, max * 1.1)]; } } },
      axes: [
        Object.assign({ values: function (u, at) { return at.map(function (t) { return t / 1000 + " s"; }); } }, axis),
        Object.assign({ size: 64, values: function (u, at) { return at.map(function (v) { return v === null ? "" : v + unit; }); } }, axis)
      ],
      series: [{ label: "time", value: function (u, t) { return t === null ? "" : (t / 1000).toFixed(2) + " s"; } }].concat(lines.map(function (line) {
        return { label: line[0], stroke: colour(line[2]), width: 1.5, spanGaps: false, points: { show: false }, value: function (u, v) { return v === null ? "" : v + unit; } };
      })),
      hooks: { setScale: [function (u, key) { if (key === "x") { show(u.scales.x.min, u.scales.x.max); } }] }
    }, [series.timeMs].concat(lines.map(function (line) { return series[line[1]] || series.times[line[1]]; })), place);
    charts.push(made);
  }
  document.getElementById("charts").hidden = false;
  if (series.blocked) {
    chart("queue", "Sessions behind the migration", "", [["blocked", "blocked", "both"], ["waiting for a connection", "poolWaiting", "writes"]], false);
  }
  chart("throughput", "Requests per second", "", [["due", "duePerSecond", "other"], ["completed", "completedPerSecond", "good"]], false);
  chart("latency", "Response time by due time", " ms", [["max", "maxMs", "both"], ["p99", "p99Ms", "writes"], ["p50", "p50Ms", "good"]], true);
  chart("errors", "Errors", "", [["errors", "errors", "both"]], false);
  window.addEventListener("resize", function () {
    charts.forEach(function (made) {
      made.setSize({ width: made.root.parentNode.clientWidth, height: 170 });
    });
  });
})();
