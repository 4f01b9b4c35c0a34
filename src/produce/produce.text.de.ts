export const refusalDe = {
  'manuscript.stale':
    'Jemand anderes hat den Text inzwischen geändert. Dein Stand ist noch da – vergleiche beide.',
  'manuscript.nothing_written': 'Hier ist noch nichts geschrieben.',
  'manuscript.version_not_found': 'Diese Version gibt es nicht (mehr).',
  'asset.not_found': 'Dieses Bild gibt es nicht (mehr).',
  'asset.unknown_in_text': 'Im Text steht ein Bild, das es hier nicht gibt. Entferne es und füge es neu ein.',
  'asset.not_a_picture': 'Diese Datei ist kein Bild, das wir öffnen können. Nimm JPEG, PNG, WebP oder GIF.',
  'asset.svg':
    'SVG-Dateien nehmen wir nicht an, weil sie Programme enthalten können. Exportiere das Bild als PNG.',
  'asset.heic':
    'HEIC-Bilder kann dieser Server nicht öffnen. Speichere das Bild als JPEG und lade es noch einmal hoch.',
  'asset.too_many_pixels':
    'Das Bild hat {megapixels} Megapixel; mehr als 50 gehen nicht. Verkleinere es bitte.',
  'asset.damaged': 'Das Bild ist beschädigt und lässt sich nicht öffnen.',
  'approval.not_found': 'Diese Freigabe gibt es nicht (mehr).',
  'approval.writers_only': 'Um eine Freigabe bittet, wer am Beitrag schreibt.',
  'approval.nothing_written': 'Schreib zuerst einen Text: Noch gibt es nichts freizugeben.',
  'approval.member_inactive': 'Diese Person arbeitet zurzeit nicht in diesem Arbeitsbereich.',
  'approval.role_cannot_decide': 'Diese Person darf nach ihrer Rolle nicht freigeben.',
  'approval.own_request': 'Bitte jemand anderen um die Freigabe.',
  'approval.already_asked': '{name} ist schon gefragt und hat noch nicht entschieden.',
  'approval.expired': 'Die Frist für diese Freigabe ist abgelaufen.',
  'approval.not_open': 'Darüber ist schon entschieden.',
  'approval.not_asked': 'Entscheiden kann nur, wer gefragt wurde.',
  'approval.not_yours': 'Das kann nur, wer um die Freigabe gebeten hat, oder die Redaktion.',
  'approval.reminded_just_now': 'Die Bitte oder die letzte Erinnerung ist noch keine Stunde her.',
  'approval.no_guest': 'Hier ist kein Gast gefragt, also gibt es keinen Link.',
  'approval.content_changed':
    'Der Beitrag wurde gerade geändert. Lies ihn bitte noch einmal, bevor du entscheidest.',
  'approval.stale': 'An dieser Freigabe hat sich gerade etwas geändert. Lade die Seite neu.',
  'guest.unknown_link': 'Diesen Link gibt es nicht.',
  'guest.link_ended': 'Dieser Link gilt nicht mehr.',
  'guest.code_just_sent':
    'Wir haben gerade einen Code gesendet. In {seconds} Sekunden kannst du den nächsten anfordern.',
  'guest.too_many_codes': 'Heute haben wir schon sehr viele Codes gesendet. Versuch es morgen wieder.',
  'guest.code_over': 'Dieser Code gilt nicht mehr. Fordere einen neuen an.',
  'guest.not_entered': 'Du bist nicht angemeldet.',
  'cost.not_found': 'Diese Kosten gibt es nicht (mehr).',
  'cost.stale': 'Jemand anderes hat diese Kosten inzwischen geändert.',
  'cost.planners_only': 'Kosten trägt die Redaktion ein.',
} as const

export const notificationDe = {
  'approval.requested': '{name} bittet dich um Freigabe: {title}',
  'approval.reminder': '{name} wartet auf deine Freigabe: {title}',
  'approval.approved': '{by} hat freigegeben: {title}',
  'approval.rejected': '{by} hat zurückgeschickt: {title} – {reason}',
  'approval.voided': 'Freigabe ungültig, weil sich der Beitrag geändert hat: {title}',
  'approval.expired': '{name} hat nicht rechtzeitig entschieden: {title}',
} as const
