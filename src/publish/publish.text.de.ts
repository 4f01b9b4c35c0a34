// Refusals, causes of failures and notices share one catalogue: a person reads the same words wherever they appear.
export const publishDe = {
  refusal: {
    'publication.not_found': 'Diese Ausspielung gibt es nicht (mehr).',
    'publication.stale': 'Die Ausspielung hat sich inzwischen geändert. Sieh dir den neuen Stand an.',
    'publication.running': 'Der Beitrag wird gerade veröffentlicht.',
    'publication.already_published': 'Der Beitrag ist hier schon veröffentlicht.',
    'publication.unclear': 'Es ist unklar, ob der Beitrag online ist. Sieh nach und entscheide das zuerst.',
    'publication.cancelled': 'Die Ausspielung ist abgesagt. Mit einem neuen Termin kommt sie zurück.',
    'publication.approved_for_later':
      'Die Freigabe gilt für den geplanten Termin. Für einen früheren braucht es eine neue Freigabe.',
    'publication.not_failed': 'Hier ist nichts fehlgeschlagen.',
    'publication.not_unclear': 'Hier ist nichts zu klären.',
    'publication.not_manual': 'Auf diesem Kanal veröffentlicht Leitstand selbst.',
    'publication.by_hand': 'Auf diesem Kanal veröffentlichst du von Hand und meldest es dann hier.',
    'publication.not_live': 'Der Beitrag ist hier noch nicht online.',
    'publication.cannot_update_by_hand': 'Diesen Kanal pflegst du von Hand.',
    'publication.over': 'Der letzte erlaubte Zeitpunkt ist vorbei.',
    'publication.approval_missing': 'Die Freigabe fehlt noch. Bitte um Freigabe, dann geht es weiter.',
    'publication.approval_void':
      'Die Freigabe gilt nicht mehr, weil sich der Beitrag oder der Termin geändert hat. Bitte erneut um Freigabe.',
    'publication.approved_too_late':
      'Zum geplanten Zeitpunkt fehlte die Freigabe. Veröffentliche jetzt, wähle einen neuen Termin oder sage ab.',
    'publication.too_late':
      'Leitstand konnte den Termin nicht halten. Veröffentliche jetzt, wähle einen neuen Termin oder sage ab.',
    'publication.worker_died':
      'Leitstand wurde mitten in der Arbeit beendet und sieht nun nach, was geschehen ist.',
    'publication.piece_deleted': 'Der Beitrag wurde gelöscht.',
    'channel.not_found': 'Diesen Kanal gibt es nicht (mehr).',
    'channel.stale': 'Jemand anderes hat den Kanal inzwischen geändert.',
    'channel.name_taken': 'Einen Kanal mit diesem Namen gibt es schon.',
    'channel.no_connector': 'Dieser Kanal lässt sich nicht verbinden.',
    'channel.needs_reconnect':
      'Die Zugangsdaten des Kanals werden abgelehnt. Verbinde ihn neu, dann geht es weiter.',
    'channel.paused': 'Der Kanal ist angehalten. Setze ihn fort, dann geht es weiter.',
    'channel.has_planned': 'Auf dem Kanal ist noch etwas geplant. Verlege es oder sage es ab.',
    'channel.other_account': 'Das ist eine andere Website. Lege dafür einen eigenen Kanal an.',
    'channel.archived': 'Der Kanal ist archiviert.',
    'channel.secret_unreadable':
      'Das gespeicherte Passwort lässt sich nicht mehr lesen. Verbinde den Kanal neu.',
    'wordpress.address_malformed': 'Das ist keine Webadresse.',
    'wordpress.no_interface':
      'Unter {address} antwortet keine WordPress-Schnittstelle. Stimmt die Adresse? Ein Sicherheits-Plugin kann sie auch abgeschaltet haben.',
    'wordpress.password_refused':
      'WordPress lehnt Benutzername oder Anwendungspasswort ab. Das Passwort der normalen Anmeldung gilt hier nicht. Stimmt beides, dann reicht der Webserver die Anmeldung nicht weiter (Authorization-Header).',
    'wordpress.https_needed':
      'Die Website muss über https erreichbar sein: Ohne Verschlüsselung lässt WordPress keine Anwendungspasswörter zu.',
    'wordpress.passwords_off':
      'Auf dieser Website sind Anwendungspasswörter abgeschaltet, meist durch ein Sicherheits-Plugin.',
    'wordpress.may_not_publish':
      'Die Rolle „{role}“ darf in WordPress nicht veröffentlichen. Nötig ist mindestens „Autor“.',
    'wordpress.may_not_upload': 'Die Rolle „{role}“ darf in WordPress keine Bilder hochladen.',
    'wordpress.html_filtered':
      'Für die Rolle „{role}“ entfernt WordPress manche HTML-Elemente (Skripte, Einbettungen).',
    'wordpress.too_many_requests': 'Die Website bittet um eine Pause. Leitstand versucht es danach wieder.',
    'wordpress.moved': 'Die Website antwortet unter einer anderen Adresse. Verbinde den Kanal neu.',
    'wordpress.blocked':
      'Die Website hat die Anfrage abgewiesen, vermutlich ein Sicherheits-Plugin oder eine Firewall.',
    'wordpress.upload_refused': 'WordPress nimmt ein Bild nicht an: falscher Dateityp oder zu groß.',
    'wordpress.refused': 'WordPress hat die Anfrage abgelehnt.',
    'wordpress.no_reliable_answer': 'Die Website hat keine verständliche Antwort gegeben.',
    'wordpress.no_answer': 'Die Website hat nicht rechtzeitig geantwortet.',
    'wordpress.draft_gone': 'Der Entwurf ist in WordPress nicht mehr da.',
    'wordpress.interface_closed':
      'Die Schnittstelle von WordPress ist abgeschaltet, meist durch ein Sicherheits-Plugin.',
    'wordpress.invalid': 'WordPress findet diese Angaben ungültig: {fields}.',
    'wordpress.not_allowed': 'Das WordPress-Konto darf das nicht. Prüfe seine Rolle.',
    'wordpress.address_refused':
      'Diese Adresse liegt im internen Netz. Wer Leitstand betreibt, kann sie freigeben (LEITSTAND_ALLOW_PRIVATE_HOSTS).',
    'wordpress.certificate': 'Das Zertifikat der Website ist ungültig oder abgelaufen.',
    'wordpress.unresolved': 'Diese Adresse ist nicht bekannt. Ist sie richtig geschrieben?',
    'wordpress.unreachable': 'Die Website ist gerade nicht erreichbar.',
    'wordpress.title_missing': 'Der Titel fehlt.',
    'wordpress.text_missing': 'Der Beitrag hat noch keinen Text.',
    'wordpress.slug_invalid':
      'Der Adressteil (Slug) darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen.',
    'wordpress.slug_taken': 'Der Adressteil war schon vergeben, deshalb heißt er nun „{slug}“.',
    'wordpress.edited_there':
      'Jemand hat den Entwurf in WordPress geändert. Mit „Erneut versuchen“ gilt wieder der Text aus Leitstand.',
    'wordpress.not_published': 'WordPress hat den Beitrag nicht sofort veröffentlicht.',
    'wordpress.still_draft': 'Der Beitrag liegt in WordPress noch als Entwurf.',
    'wordpress.post_gone': 'Den Beitrag gibt es in WordPress nicht mehr.',
    'wordpress.category_lost': 'Eine Kategorie gibt es in WordPress nicht mehr; sie wurde weggelassen.',
    'wordpress.featured_lost': 'WordPress hat das Beitragsbild nicht übernommen.',
    'wordpress.text_changed': 'WordPress hat Teile des Textes verändert.',
  },
  notification: {
    'publication.failed': 'Nicht veröffentlicht: {title} auf {channel}',
    'publication.missed': 'Termin verpasst: {title} auf {channel}',
    'publication.unconfirmed': 'Bitte nachsehen, ob es online ist: {title} auf {channel}',
    'publication.blocked': 'Wartet auf Freigabe: {title} auf {channel}',
    'publication.awaiting_manual': 'Jetzt von Hand veröffentlichen: {title} auf {channel}',
    'publication.still_manual': 'Noch nicht von Hand veröffentlicht: {title} auf {channel}',
    'publication.live_after_all': 'Doch veröffentlicht: {title} auf {channel}',
    'channel.needs_reconnect':
      'Kanal {channel} braucht neue Zugangsdaten. Geplantes wartet, zum Beispiel: {title}',
  },
  mail: {
    due: 'Geplant war: {when}',
    open: 'Beitrag öffnen',
    footer: 'Du bekommst diese Nachricht, weil du für den Beitrag oder die Kanäle zuständig bist.',
  },
} as const
