'use strict';
(() => {
  const height = 240;
  let curves = [];
  let places = [];
  let charts = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shown = value => (value == null ? '–' : value.toPrecision(4));

  function axis(more) {
    return {
      stroke: colour('--quiet'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
      font: '12px system-ui, sans-serif',
      ...more,
    };
  }

  /** A logarithmic axis has a line at each power of ten only. */
  function lossAxis(logarithmic) {
    const plain = axis({ size: 56 });
    if (logarithmic) {
      const powers = (chart, values) =>
        values.map(value => (Math.abs(Math.log10(value) % 1) < 1e-9 ? value : null));
      plain.grid.filter = powers;
      plain.ticks.filter = powers;
    }
    return plain;
  }

  function line(series, i) {
    return {
      label: series.label,
      stroke: colour(`--series-${i + 1}`),
      width: 2,
      spanGaps: true,
      points: { show: series.values.length < 40 },
      value: (chart, value) => shown(value),
    };
  }

  /** Where a loss falls far, only a logarithmic scale shows how it ends. */
  function fallsFar(curve) {
    const values = curve.series.flatMap(series => series.values).filter(value => value !== null);
    return Math.min(...values) > 0 && Math.max(...values) > 4 * Math.min(...values);
  }

  function draw(place, curve) {
    const data = [curve.places];
    for (const series of curve.series) {
      data.push(data[0].map((unused, i) => series.values[i] ?? null));
    }
    const far = fallsFar(curve);
    const options = {
      width: place.clientWidth,
      height,
      scales: { x: { time: false, distr: curve.over === 'labels' ? 3 : 1 }, y: { distr: far ? 3 : 1 } },
      axes: [
        axis({ size: 30, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] }),
        lossAxis(far),
      ],
      series: [{ label: curve.over }, ...curve.series.map(line)],
    };
    place.replaceChildren();
    return new uPlot(options, data, place);
  }

  function drawAll() {
    charts.forEach(chart => chart.destroy());
    charts = curves.map((curve, i) => draw(places[i], curve));
  }

  const resized = new ResizeObserver(() => {
    charts.forEach((chart, i) => chart.setSize({ width: places[i].clientWidth, height }));
  });

  /** A page that changes tells when it has other curves. */
  function begin() {
    curves = JSON.parse(document.getElementById('curve-data').textContent);
    places = [...document.querySelectorAll('.plot')];
    drawAll();
    resized.disconnect();
    places.forEach(place => resized.observe(place));
  }

  begin();
  document.addEventListener('content-replaced', begin);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
