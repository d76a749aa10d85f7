// A stroke goes to the search field, as on the sites that people know, unless they are writing already.
document.addEventListener('keydown', (event) => {
  const writing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById('search').focus();
  }
});

// A topic that is followed: at most 200 rows are kept, but for what the reader has the focus or a selection in, and none
// comes while it is paused.
const tail = document.getElementById('tail');
if (tail) {
  const MOST = 200;
  const rows = document.getElementById('rows');
  const pause = document.getElementById('pause');
  const isPaused = () => pause.getAttribute('aria-pressed') === 'true';
  let passed = 0;
  pause.addEventListener('click', () => {
    pause.setAttribute('aria-pressed', String(!isPaused()));
    if (isPaused()) {
      passed = 0;
      document.getElementById('paused-count').textContent = '0';
    }
    document.getElementById('paused').hidden = !isPaused() && passed === 0;
  });
  tail.addEventListener('htmx:sseBeforeMessage', (event) => {
    if (event.target === rows && isPaused()) {
      event.preventDefault();
      passed += (event.detail.data.match(/<tr[\s>]/g) || []).length;
      document.getElementById('paused-count').textContent = String(passed);
    }
  });
  tail.addEventListener('htmx:sseMessage', (event) => {
    if (event.target !== rows) {
      return;
    }
    const selection = document.getSelection();
    for (let row = rows.lastElementChild; row && rows.children.length > MOST;) {
      const before = row.previousElementSibling;
      const isRead = row.contains(document.activeElement) || (!selection.isCollapsed && selection.containsNode(row, true));
      if (!isRead) {
        row.remove();
      }
      row = before;
    }
  });
}
