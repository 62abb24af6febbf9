# The service with its screens, and nothing else: no package manager's cache, no root, no second Node.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --loglevel=error
COPY . .
RUN npm run build:web -- --logLevel=warn \
  && npm prune --omit=dev --loglevel=error \
  # The image brings its Node; the one that npm installs for machines with an older one is not needed.
  && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production GIULANH_DATA=/data GIULANH_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app ./
# Volumes that are mounted here take over this owner.
RUN install -d -o node -g node -m 700 /data \
  && install -d -o node -g node -m 755 /run/giulanh-tokens \
  && ln -s /app/src/cli.js /usr/local/bin/giulanh
USER node
VOLUME /data
EXPOSE 1883 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.GIULANH_HTTP_PORT||8080)+'/healthz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "src/main.ts"]
