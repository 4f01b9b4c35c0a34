export const de = {
  mail: {
    request: {
      subject: 'Bitte um Freigabe: {title}',
      greeting: 'Guten Tag {name},',
      asks: '{requester} ({workspace}) bittet dich um deine Freigabe für „{title}“.',
      note: 'Nachricht von {requester}: {note}',
      how: 'Öffne den Link, lies den Beitrag und gib ihn frei oder schick ihn mit einem Hinweis zurück. Beim Öffnen senden wir dir einen Code an diese Adresse; ein Konto brauchst du nicht.',
      until: 'Der Link gilt bis {until}.',
      action: 'Beitrag ansehen',
    },
    reminder: {
      subject: 'Erinnerung: Freigabe für {title}',
      asks: '{requester} ({workspace}) wartet noch auf deine Freigabe für „{title}“.',
    },
    code: {
      subject: 'Dein Code für die Freigabe',
      text: 'Mit diesem Code öffnest du den Beitrag, den du freigeben sollst. Er gilt 10 Minuten.',
      footer: 'Du hast keinen Code angefordert? Dann kannst du diese E-Mail einfach löschen.',
    },
    footer: 'Du bekommst diese E-Mail, weil {requester} dich über Leitstand um eine Freigabe gebeten hat.',
  },
  page: {
    title: 'Freigabe',
    greeting: '{requester} bittet um deine Freigabe',
    forWorkspace: 'für {workspace}',
    codeHow:
      'Zur Sicherheit senden wir dir einen sechsstelligen Code an {email}. Damit öffnest du den Beitrag.',
    codeHowHeld:
      'Zur Sicherheit öffnest du den Beitrag mit einem sechsstelligen Code. Leitstand kann hier keine E-Mails senden: Forder den Code an und lass ihn dir von {requester} geben.',
    sendCode: 'Code senden',
    makeCode: 'Code anfordern',
    sendAgain: 'Code noch einmal senden',
    makeAgain: 'Neuen Code anfordern',
    codeSent: 'Wir haben dir einen Code an {email} gesendet. Er gilt 10 Minuten.',
    codeHeld:
      'Dein Code liegt jetzt im Postausgang von {workspace}. Frag {requester} danach. Er gilt 10 Minuten.',
    code: 'Sechsstelliger Code',
    wrongCode: 'Der Code stimmt nicht. {left|Noch ein Versuch.|Noch # Versuche.}',
    open: 'Beitrag öffnen',
    ended: 'Dieser Link gilt nicht mehr',
    endedHow: 'Er ist abgelaufen oder wurde zurückgezogen. Bitte {requester} um einen neuen.',
    unknown: 'Diesen Link gibt es nicht',
    unknownHow: 'Bitte prüfe, ob du den ganzen Link aus der E-Mail geöffnet hast.',
    leave: 'Abmelden',
    left: 'Du bist abgemeldet. Mit dem Link aus der E-Mail kommst du wieder hinein.',
  },
} as const
