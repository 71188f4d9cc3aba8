import { expect, it, onTestFinished } from 'vitest';
import { createRowWindow, placesOf } from '../../../src/react/table/grid/createRowWindow.js';

const rowHeight = 40;

/** A box of `height` pixels around so many rows, and what is drawn of them. */
function openWindow({ height, rowCount }: { readonly height: number; readonly rowCount: number }) {
  const box = document.createElement('div');
  box.style.cssText = `max-height: ${height}px; overflow: auto`;
  const rows = box.appendChild(document.createElement('div'));
  const holdRows = (count: number) => {
    rows.style.height = `${count * rowHeight}px`;
  };
  holdRows(rowCount);
  document.body.append(box);
  const window = createRowWindow(rowHeight);
  window.scroller(box);
  onTestFinished(() => {
    window.scroller(null);
    box.remove();
  });
  const drawn = (count = rowCount) => {
    const places = placesOf(window.getRange(), count);
    return [places.at(0), places.at(-1)];
  };
  return { box, window, drawn, holdRows };
}

it('draws what is on the screen first, and a few rows beyond once that is painted', async () => {
  const { box, window, drawn } = openWindow({ height: 400, rowCount: 100 });
  await expect.poll(() => drawn()).toEqual([0, 9]);
  await expect.poll(() => drawn()).toEqual([0, 14]);
  box.scrollTop = 50 * rowHeight;
  window.onScroll();
  expect(drawn()).toEqual([45, 64]);
});

it('draws what a scroll brings, and beyond, at once, however early it comes', () => {
  const { box, window, drawn } = openWindow({ height: 400, rowCount: 100 });
  box.scrollTop = 50 * rowHeight;
  window.onScroll();
  expect(drawn()).toEqual([45, 64]);
});

it('draws what comes to a box that grows with its rows', async () => {
  const { window, drawn, holdRows } = openWindow({ height: 400, rowCount: 3 });
  const told: string[] = [];
  window.subscribe(() => told.push(window.getRange()));
  await expect.poll(() => told).not.toEqual([]);
  expect(drawn()).toEqual([0, 2]);
  expect(drawn(5)).toEqual([0, 4]);
  holdRows(100);
  await expect.poll(() => drawn(100)).toEqual([0, 14]);
});
