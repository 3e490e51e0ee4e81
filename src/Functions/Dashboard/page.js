'use strict';
// The viewer's own time beside each UTC time.
for (const time of document.querySelectorAll('time[datetime]')) {
  const at = new Date(time.dateTime);
  if (isNaN(at)) continue;
  const own = document.createElement('span');
  own.className = 'own';
  const clock = { hour: '2-digit', minute: '2-digit' };
  own.textContent = ' · ' + (time.className === 'short'
    ? at.toLocaleTimeString(undefined, clock)
    : at.toLocaleString(undefined, { month: 'short', day: 'numeric', ...clock })) + ' yours';
  time.append(own);
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
