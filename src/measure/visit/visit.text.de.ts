export const visitDe = {
  refusal: {
    'visit.unknown_site':
      'Diesen Website-Schlüssel gibt es nicht. Kopiere den Code für die Website noch einmal aus Leitstand.',
    'visit.too_many':
      'Zu viele Seitenaufrufe aus diesem Netz. In {seconds|einer Sekunde|# Sekunden} geht es weiter.',
    'visit.overloaded':
      'Gerade kommen mehr Seitenaufrufe an, als gezählt werden können. Versuche es gleich noch einmal.',
    'visit.setup_stale': 'Jemand anderes hat die Einstellungen inzwischen geändert. Lade die Seite neu.',
  },
  setup: {
    title: 'Website-Zählung',
    intro:
      'Ein kleines Skript zählt die Aufrufe auf deiner Website. Es setzt keine Cookies, speichert nichts auf dem Gerät der Besucher und behält keine IP-Adressen.',
    paste: 'Füge diese Zeile auf jeder Seite vor </head> ein:',
    wordpress:
      'In WordPress geht das mit einem Plugin für Kopfzeilen-Code oder im Theme. Danach öffne deine Website einmal in einem neuen Fenster.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    check: 'Erneut prüfen',
    nothing: 'Bisher ist kein Aufruf angekommen.',
    arrived: 'Daten kommen an: letzter Aufruf {when} auf {host}.',
    today: '{views|1 Aufruf|# Aufrufe} heute',
    off: 'Die Zählung ist ausgeschaltet.',
    counting: 'Seitenaufrufe zählen',
    hosts: 'Erlaubte Domains',
    hostsHint: 'Leer lassen, um alle zu zählen. Zum Beispiel: beispiel.de, blog.beispiel.de',
    save: 'Speichern',
    saved: 'Gespeichert',
    respects:
      'Browser mit „Do Not Track“ oder „Global Privacy Control“ werden nicht gezählt, Bots auch nicht. Besucher lassen sich nur innerhalb eines Tages wiedererkennen.',
  },
} as const
