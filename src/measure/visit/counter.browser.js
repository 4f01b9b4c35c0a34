;(function () {
  var script = document.currentScript,
    n = navigator,
    d = document,
    last
  if (!script || self.leitstandCounts || n.globalPrivacyControl || n.doNotTrack == '1') return
  self.leitstandCounts = true
  var site = script.dataset.site,
    to = new URL('/t', script.src).href,
    from = ''
  try {
    from = new URL(d.referrer).host
  } catch (none) {}
  function count() {
    var at = new URL(location.href),
      kept = new URLSearchParams()
    at.searchParams.forEach(function (value, name) {
      if (/^(utm_[a-z]+|p|page_id)$/.test(name)) kept.set(name, value)
    })
    var page = (at.origin + at.pathname + '?' + kept).replace(/\?$/, '')
    if (page == last || !/^http/.test(page)) return
    var body = JSON.stringify({ k: site, u: page, r: last ? '' : from })
    last = page
    if (!n.sendBeacon || !n.sendBeacon(to, body))
      fetch(to, { method: 'POST', body: body, keepalive: true, mode: 'no-cors', credentials: 'omit' })
  }
  var push = history.pushState
  history.pushState = function () {
    push.apply(this, arguments)
    count()
  }
  addEventListener('popstate', count)
  if (d.prerendering) d.addEventListener('prerenderingchange', count, { once: true })
  else count()
})()
