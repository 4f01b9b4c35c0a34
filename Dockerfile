# Debian and not Alpine: the embedded PostgreSQL is built for glibc.
FROM node:24-bookworm-slim
WORKDIR /leitstand
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
# The web app is built here, so that starting needs no write access to the program.
RUN npm run build && mkdir /data && chown node:node /data
USER node
ENV LEITSTAND_HOST=0.0.0.0 LEITSTAND_DATA=/data
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8787/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node 26 of the package `node`, directly: signals reach it without npm in between.
CMD ["node_modules/.bin/node", "src/cli.ts", "start"]
