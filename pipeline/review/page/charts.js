// The charts that Chart.js draws (/chart.js): counts by year, and a histogram.
import {count, t} from './strings.js';

const STATUSES = ['ok', 'flagged', 'review', 'failed'];

// A colour of app.css.
const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const ticks = () => ({
  color: colour('faint'),
  font: {size: 11, family: getComputedStyle(document.body).fontFamily},
});

function options(scales, more = {}) {
  return {
    animation: false,
    maintainAspectRatio: false,
    scales: {
      x: {grid: {display: false}, ticks: ticks(), ...scales.x},
      y: {
        grid: {color: colour('line')},
        beginAtZero: true,
        ticks: {precision: 0, maxTicksLimit: 5, ...ticks()},
        ...scales.y,
      },
    },
    plugins: {legend: {display: false}},
    ...more,
  };
}

// choose(year, status) is called for a bar that is clicked.
export function yearChart(canvas, years, choose) {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  new Chart(canvas, {
    type: 'bar',
    data: {
      labels: sorted.map((y) => (y.year ? String(y.year) : t('unknown'))),
      datasets: STATUSES.map((status) => ({
        label: t(`report.${status}`),
        data: sorted.map((y) => y[status]),
        backgroundColor: colour(`fill-${status}`),
        maxBarThickness: 44,
      })),
    },
    options: options({x: {stacked: true}, y: {stacked: true}}, {
      onClick: (_, [bar]) => bar && choose(sorted[bar.index].year, STATUSES[bar.datasetIndex]),
      onHover: (event, bars) => { canvas.style.cursor = bars.length ? 'pointer' : ''; },
    }),
  });
}

// Cells by confidence; few are doubtful among very many, hence the logarithm.
export function confidenceChart(canvas, bins) {
  new Chart(canvas, {
    type: 'bar',
    data: {
      labels: bins.map((bin) => (bin.to < 1 ? `≥ ${bin.from}` : `${bin.from}–1`)),
      datasets: [{
        data: bins.map((bin) => bin.cells),
        backgroundColor: bins.map((bin) => colour(bin.to >= 1 ? 'fill-ok' : 'fill-review')),
        maxBarThickness: 44,
      }],
    },
    options: options({
      y: {
        type: 'logarithmic',
        min: 0.8,
        ticks: {...ticks(), callback: (v) => (Number.isInteger(Math.log10(v)) ? count(v) : null)},
      },
    }),
  });
}
