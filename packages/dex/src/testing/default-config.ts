/** The configuration file of Dex for the default values of the release `prod`, written by hand. */
export const defaultConfig = `issuer: "http://prod-semantic-explorer-dex:5556/dex"
storage:
  type: sqlite3
  config:
    file: "/var/dex/dex.db"
web:
  http: "0.0.0.0:5556"
grpc:
  addr: "0.0.0.0:5557"
telemetry:
  http: "0.0.0.0:5558"
logger:
  level: "info"
  format: "json"
expiry:
  idTokens: "24h"
  authRequests: "24h"
  deviceRequests: "5m"
  refreshTokens:
    reuseInterval: "3s"
    validIfNotUsedFor: "2160h"
    absoluteLifetime: "3960h"
oauth2:
  skipApprovalScreen: true
staticClients:
  - id: "semantic-explorer"
    name: Semantic Explorer
    secretEnv: OIDC_CLIENT_SECRET
    redirectURIs:
      - "http://localhost:8080/auth_callback"
enablePasswordDB: true
`;
