# What runs and what builds come from stages of their own: a change of the source leaves the modules in Docker's cache.
# No tini: the service answers signals from its first import on (apps/realtime-processor/src/stop-while-starting.ts), and
# every process that it starts is its own child, which Node reaps itself.

FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund
COPY scripts/slim-modules.mjs scripts/
RUN node scripts/slim-modules.mjs node_modules

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs

FROM node:24-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="realtime-processor" \
  org.opencontainers.image.description="Real-time voice gateway: call audio in over a WebSocket, a spoken answer out" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.base.name="docker.io/library/node:24-slim"
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE ./
COPY scripts/healthcheck.mjs scripts/
COPY libs/ai/script libs/ai/script
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist/libs dist/libs
COPY --from=build /app/dist/apps/realtime-processor dist/apps/realtime-processor
# The user `node` of the base, by number: Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 3002
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "scripts/healthcheck.mjs"]
# A small young generation, and one thread that marks the heap beside the calls: docs/performance.md, "Under load".
CMD ["node", "--max-semi-space-size=16", "--concurrent-marking-max-worker-num=1", "--enable-source-maps", "dist/apps/realtime-processor/src/main.js"]
