# One file for all services: `service` runs any of them (the command says which) and holds nothing else. `set-up` prepares an
# installation and ends. `stand-ins` plays the neighbours of the demonstration, which need development dependencies.

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing in the image needs an install script or an optional package: the embedded database of `npm start` is not used here,
# nor the Node that it brings to older machines.
RUN npm ci --ignore-scripts --omit=optional --no-audit --no-fund

FROM dependencies AS build
COPY nest-cli.json tsconfig.base.json tsconfig.build.json ./
COPY deploy/build deploy/build
COPY libs libs
COPY apps apps
RUN npm run build

FROM build AS production
RUN rm -r dist/apps/stand-ins dist/apps/bench && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim AS runtime
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
# Volumes that are mounted here take over the owner.
RUN mkdir /keys /state /documents && chown node:node /keys /state /documents
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.INNER_PORT ?? process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps"]
COPY package.json package.json

FROM runtime AS stand-ins
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist/apps/stand-ins dist/apps/stand-ins
COPY --from=build /app/dist/libs/saml-provider dist/libs/saml-provider

FROM runtime AS installed
COPY --from=production /app/node_modules node_modules
COPY --from=production /app/dist dist
COPY deploy/tenants deploy/tenants

# What the launcher knows about keys, stand-ins, databases and topics, and the packages that make a certificate.
FROM runtime AS set-up
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY deploy/local deploy/local
COPY deploy/containers deploy/containers
CMD ["deploy/containers/set-up.mjs"]

# Last, so that a plain `docker build .` makes the image of the services.
FROM installed AS service
ENV INNER_PORT=8180
