// Runs in the page under measurement (the wall or the bare one alike), before any script of it: notes for each probe when its row
// came into the document and when it was painted. Self-contained: it is sent to the browser as text.

/**
 * Painted means: the frame that draws the row is over. A row put into the document outside a frame is drawn by the next one,
 * a row put there by a requestAnimationFrame callback is drawn by that very frame; either way the first task after that frame
 * takes the time. Beside it stands the browser's own word, the render time of the Element Timing API, where it gives one.
 */
export const watchPainting = () => {
  // As `anchor` of measures.mjs.
  let origin = -Infinity;
  for (let tries = 0; tries < 25; tries += 1) {
    const before = Date.now();
    let now = before;
    while (now === before) now = Date.now();
    origin = Math.max(origin, now - performance.now());
  }
  const clock = () => origin + performance.now();

  /** Tasks after the frame: a message posted within a frame is delivered once the frame is drawn. */
  const after = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => after.shift()?.();
  const afterThisTask = (work) => {
    after.push(work);
    channel.port2.postMessage(0);
  };

  let inFrame = false;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((at) => {
      if (!inFrame) {
        inFrame = true;
        afterThisTask(() => (inFrame = false));
      }
      callback(at);
    });

  const seen = {};
  window.__probes = seen;
  const note = (row) => {
    const id = row.dataset.alarmId;
    if (row.dataset.level !== 'orange' || !id || seen[id]) return;
    const probe = { inserted: clock() };
    seen[id] = probe;
    // One text of the row is enough, and costs either page the same.
    const text = document.createTreeWalker(row, NodeFilter.SHOW_TEXT, ({ data }) => (data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP)).nextNode();
    text?.parentElement.setAttribute('elementtiming', id);
    const painted = () => (probe.painted = clock());
    if (inFrame) afterThisTask(painted);
    else request(() => afterThisTask(painted));
  };
  const look = (node) => {
    if (node.nodeType !== 1) return;
    if (node.dataset.alarmId) note(node);
    for (const row of node.querySelectorAll('[data-alarm-id]')) note(row);
  };
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'attributes') note(record.target);
      else record.addedNodes.forEach(look);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-alarm-id'] });

  new PerformanceObserver((list) => {
    for (const { identifier, renderTime } of list.getEntries()) {
      const probe = seen[identifier];
      if (probe && renderTime && probe.rendered === undefined) probe.rendered = origin + renderTime;
    }
  }).observe({ type: 'element', buffered: true });
};
