'use strict';
// The viewer's own time beside each UTC time.
const addOwnTimes = root => {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    if (isNaN(at)) continue;
    const own = document.createElement('span');
    own.className = 'own';
    const clock = { hour: '2-digit', minute: '2-digit' };
    own.textContent = (time.closest('td.time') ? '' : ' · ') + (time.className === 'short'
      ? at.toLocaleTimeString(undefined, clock)
      : at.toLocaleString(undefined, { month: 'short', day: 'numeric', ...clock })) + ' yours';
    time.append(own);
  }
};
addOwnTimes(document);
// A part of the page that is asked for again while somebody looks at it; "whole" loads the page when it has gone.
const live = document.querySelector('[data-live="part"], [data-live="whole"]');
if (live) {
  const every = 1500;
  let paused = false;
  let shown = '';
  const control = document.getElementById('live-control');
  if (control) {
    const button = document.createElement('button');
    const word = () => {
      button.textContent = paused ? 'Go on' : 'Pause';
      control.className = paused ? 'paused' : 'live';
    };
    button.type = 'button';
    button.addEventListener('click', () => { paused = !paused; word(); });
    word();
    control.append('Live ', button);
  }
  const show = fresh => {
    if (fresh.innerHTML === shown) return;
    const known = new Set([...live.querySelectorAll('tr[data-id]')].map(row => row.dataset.id));
    const focused = live.contains(document.activeElement) && document.activeElement.closest('tr')?.dataset.id;
    shown = fresh.innerHTML;
    live.replaceChildren(...fresh.childNodes);
    for (const row of live.querySelectorAll('tr[data-id]')) {
      if (known.size && !known.has(row.dataset.id)) row.classList.add('fresh');
      if (row.dataset.id === focused) row.querySelector('a')?.focus({ preventScroll: true });
    }
    addOwnTimes(live);
  };
  const ask = async () => {
    if (!paused && document.visibilityState === 'visible') {
      try {
        const answer = await fetch(location.href, { credentials: 'same-origin' });
        if (answer.status === 401) return;
        if (answer.ok) {
          const page = await answer.text();
          const main = page.slice(page.indexOf('<main'), page.indexOf('</main>')); // its style has a nonce that is not ours
          const fresh = new DOMParser().parseFromString(main, 'text/html').getElementById(live.id);
          if (live.dataset.live === 'whole') {
            if (!fresh) return location.reload();
          } else if (fresh && !paused) {
            show(fresh);
            if (!fresh.dataset.live) return;
          }
        }
      } catch {
        // The service is away: it is asked again.
      }
    }
    setTimeout(ask, every);
  };
  setTimeout(ask, every);
}
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  });
}
// The parts of a file, each of which links to the next, saved as one; a part that fails is asked for again.
const save = document.getElementById('save');
if (save) {
  const parts = [];
  const button = save.querySelector('button');
  const progress = document.getElementById('save-progress');
  const part = async address => {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await fetch(address, { credentials: 'same-origin' });
        if (answer.ok) return { content: await answer.blob(), link: answer.headers.get('Link') };
        if (answer.status < 500 || attempt === 5) throw new Error('answer ' + answer.status);
      } catch (error) {
        if (!(error instanceof TypeError) || attempt === 5) throw error;
      }
      await new Promise(resolve => setTimeout(resolve, attempt * 1000));
    }
  };
  let next = save.dataset.first;
  save.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    let size = parts.reduce((sum, content) => sum + content.size, 0);
    try {
      while (next) {
        const { content, link } = await part(next);
        parts.push(content);
        size += content.size;
        next = link && /^<([^>]+)>; rel="next"/.exec(link)?.[1];
        progress.textContent = parts.length + ' parts, ' + (size / 1048576).toFixed(1) + ' MiB';
      }
      const file = document.createElement('a');
      file.href = URL.createObjectURL(new Blob(parts, { type: parts[0].type }));
      file.download = save.dataset.name;
      file.click();
      progress.textContent += ', saved';
    } catch (error) {
      progress.textContent = 'It stopped: ' + error.message + '. Try again to go on.';
    }
    button.disabled = false;
  });
}
// The key goes into a header, and nowhere else.
const signin = document.getElementById('signin');
if (signin) {
  signin.hidden = false;
  signin.addEventListener('submit', async event => {
    event.preventDefault();
    const error = document.getElementById('signin-error');
    error.textContent = '';
    try {
      const answer = await fetch(new FormData(signin).get('door'), {
        method: 'POST', credentials: 'same-origin', headers: { 'x-functions-key': document.getElementById('key').value },
      });
      if (answer.ok) location.replace('view');
      else error.textContent = answer.status === 401 ? 'That is not the key of this function.' : 'It did not work: ' + answer.status + '.';
    } catch {
      error.textContent = 'The service does not answer.';
    }
  });
}
