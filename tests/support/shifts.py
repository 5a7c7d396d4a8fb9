"""How much a page jumps while it is read, as browsers measure it."""

from __future__ import annotations

# Sums the shifts that no press has just caused, as browsers do (W3C Layout Instability), and those
# after one as well. It runs before the page's own scripts.
WATCH = """
window.shifts = {alone: 0, pressed: 0, of: []};
const moved = ({node, previousRect, currentRect}) =>
  `${node?.outerHTML?.slice(0, 60)} from ${previousRect.y} to ${currentRect.y}`;
window.note = (entries) => entries.forEach((each) => {
  window.shifts[each.hadRecentInput ? "pressed" : "alone"] += each.value;
  window.shifts.of.push(each.value, ...each.sources.map(moved));
});
window.observer = new PerformanceObserver((list) => window.note(list.getEntries()));
window.observer.observe({type: "layout-shift", buffered: true});
"""
# The shifts up to now, once the page is drawn.
DRAWN = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.note(window.observer.takeRecords());
  done(window.shifts);
})))"""
