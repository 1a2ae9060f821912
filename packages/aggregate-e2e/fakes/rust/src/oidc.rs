//! The identity provider: found at the start, asked for users at every request.

use anyhow::{Context, Result, anyhow};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    TokenResponse, reqwest,
};

use crate::settings::{enabled, required, text};

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A login that has begun: where the browser goes, and what proves that it comes back from there.
pub struct Login {
    pub url: String,
    pub nonce: String,
    pub verifier: Option<String>,
}

#[derive(Clone)]
pub struct Oidc {
    client: Client,
    issuer: String,
    use_pkce: bool,
}

fn http_client() -> Result<reqwest::Client> {
    reqwest::Client::builder()
        .build()
        .context("Failed to build HTTP client")
}

async fn discover(issuer: &str) -> Result<CoreProviderMetadata> {
    CoreProviderMetadata::discover_async(IssuerUrl::new(issuer.to_string())?, &http_client()?)
        .await
        .map_err(|error| anyhow!("Failed to discover OpenID Provider: {error}"))
}

impl Oidc {
    pub async fn connect() -> Result<Self> {
        let address = format!("http://{}:{}", text("HOSTNAME", "localhost"), text("PORT", "8080"));
        let redirect = format!("{}/auth_callback", text("PUBLIC_URL", &address));
        let issuer = required("OIDC_ISSUER_URL")?;
        let client = CoreClient::from_provider_metadata(
            discover(&issuer).await?,
            ClientId::new(required("OIDC_CLIENT_ID")?),
            Some(ClientSecret::new(required("OIDC_CLIENT_SECRET")?)),
        )
        .set_redirect_uri(RedirectUrl::new(redirect)?);
        Ok(Self {
            client,
            issuer,
            use_pkce: enabled("OIDC_USE_PKCE", false),
        })
    }

    /// Begins a login that comes back to a path.
    pub fn begin(&self, path: String) -> Login {
        let mut request = self
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(path),
                Nonce::new_random,
            )
            .add_scopes(["openid", "email", "profile"].map(|scope| Scope::new(scope.to_string())));
        let mut verifier = None;
        if self.use_pkce {
            let (challenge, secret) = PkceCodeChallenge::new_random_sha256();
            request = request.set_pkce_challenge(challenge);
            verifier = Some(secret.secret().clone());
        }
        let (url, _, nonce) = request.url();
        Login {
            url: url.to_string(),
            nonce: nonce.secret().clone(),
            verifier,
        }
    }

    /// Exchanges a code for an access token, and verifies the ID token.
    pub async fn exchange(&self, code: String, nonce: String, verifier: Option<String>) -> Result<String> {
        let mut request = self.client.exchange_code(AuthorizationCode::new(code))?;
        if let Some(verifier) = verifier {
            request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier));
        }
        let tokens = request.request_async(&http_client()?).await?;
        let id_token = tokens.id_token().context("the provider gives no ID token")?;
        id_token.claims(&self.client.id_token_verifier(), &Nonce::new(nonce))?;
        Ok(tokens.access_token().secret().clone())
    }

    /// What the provider says of the user of a token.
    pub async fn user(&self, token: &str) -> Result<CoreUserInfoClaims> {
        let request = self.client.user_info(AccessToken::new(token.to_string()), None)?;
        Ok(request.request_async(&http_client()?).await?)
    }

    /// Shows the client's secret with a code that was never given: a provider that knows the client refuses the code.
    /// https://www.rfc-editor.org/rfc/rfc6749#section-5.2
    pub async fn authenticate(&self) -> Result<()> {
        discover(&self.issuer).await?;
        let request = self.client.exchange_code(AuthorizationCode::new("none".to_string()))?;
        match request.request_async(&http_client()?).await {
            Err(RequestTokenError::ServerResponse(response)) => match response.error() {
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                    Err(anyhow!("the provider refuses the client: {response}"))
                }
                _ => Ok(()),
            },
            Err(error) => Err(error.into()),
            Ok(_) => Err(anyhow!("the provider takes any code")),
        }
    }
}
