// A stroke goes to the search field, as on the sites that people know, unless they are writing already.
document.addEventListener('keydown', (event) => {
  const writing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById('search').focus();
  }
});
