// The bare page of alarm-to-glass: each message becomes a row of a list of at most thirty, probes (orange) above the others.
export const barePage = `<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>bare</title>
<style>
  body { margin: 0; background: #07131f; color: #d7e6f5; font: 16px sans-serif; }
  div[data-alarm-id] { display: flex; gap: 12px; padding: 4px 12px; }
</style>
<section id="probes"></section><section id="others"></section>
<script src="/socket.io/socket.io.min.js"></script>
<script>
  const room = 15;
  io({ transports: ['websocket'] }).on('alarm', (alarm) => {
    const row = document.createElement('div');
    row.dataset.alarmId = alarm.id;
    row.dataset.level = alarm.level;
    for (const text of [alarm.level, alarm.title, alarm.value, alarm.occurredAt]) {
      const cell = document.createElement('span');
      cell.textContent = text;
      row.append(cell);
    }
    const list = document.getElementById(alarm.level === 'orange' ? 'probes' : 'others');
    list.prepend(row);
    if (list.children.length > room) list.lastChild.remove();
  });
</script></html>`;
