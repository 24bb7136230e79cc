'use strict';
(() => {
  const every = 2000;

  /** Takes what the page shows now, as long as the application goes on. */
  async function refresh() {
    const shown = document.getElementById('live');
    if (shown.dataset.ended === 'true') {
      return;
    }
    const note = document.getElementById('connection');
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      if (!answer.ok) {
        throw new Error(`the page answers ${answer.status}`);
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      shown.replaceWith(document.adoptNode(page.getElementById('live')));
      document.title = page.title;
      note.textContent = '';
      document.dispatchEvent(new Event('content-replaced'));
    } catch (error) {
      note.textContent = `Not up to date: ${error.message}. The application may have ended.`;
    }
    setTimeout(refresh, every);
  }

  setTimeout(refresh, every);
})();
