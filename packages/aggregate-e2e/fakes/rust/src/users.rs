//! Who a request comes from: `/api/users/@me`, and the login of a browser.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{AUTHORIZATION, LOCATION};
use actix_web::web::{Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, error::ErrorUnauthorized};
use serde_json::json;
use std::collections::HashMap;

use crate::metrics::{count, set};
use crate::oidc::Oidc;

const ACCESS_TOKEN: &str = "access_token";
const NONCE: &str = "nonce";
const VERIFIER: &str = "pkce_verifier";

pub fn configure(config: &mut ServiceConfig) {
    config
        .route("/api/users/@me", get().to(current))
        .route("/auth_callback", get().to(callback));
}

/// The program takes a bearer token, else the token in a cookie; a browser without one is sent to the provider.
async fn current(request: HttpRequest, oidc: Data<Oidc>) -> actix_web::Result<HttpResponse> {
    let header = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let cookie = request.cookie(ACCESS_TOKEN);
    let user = match (header, cookie) {
        (Some(header), _) => {
            count("bearer_l1_cache_misses", &[]);
            set("bearer_l1_cache_entries", 0.0, &[]);
            let token = header.strip_prefix("Bearer ").unwrap_or(header);
            oidc.user(token)
                .await
                .map_err(|_| ErrorUnauthorized("Invalid or expired bearer token"))?
        }
        (None, Some(cookie)) => match oidc.user(cookie.value()).await {
            Ok(user) => user,
            Err(_) => return Ok(redirect_to_login(&request, &oidc)),
        },
        (None, None) => return Ok(redirect_to_login(&request, &oidc)),
    };
    let Some(username) = user.preferred_username() else {
        return Ok(unauthorized("user has no username in the user info claim."));
    };
    let Some(email) = user.email() else {
        return Ok(unauthorized("user has no email in the user info claim."));
    };
    let answer = json!({ "username": username.as_str(), "email": email.as_str(), "avatar": null });
    Ok(HttpResponse::Ok().json(answer))
}

fn unauthorized(message: &str) -> HttpResponse {
    HttpResponse::Unauthorized().json(json!({ "error": "Unauthorized", "message": message }))
}

/// Sends a browser to the provider.
pub fn redirect_to_login(request: &HttpRequest, oidc: &Oidc) -> HttpResponse {
    let login = oidc.begin(request.uri().to_string());
    let mut response = HttpResponse::Found();
    response
        .insert_header((LOCATION, login.url))
        .cookie(cookie(NONCE, login.nonce));
    if let Some(verifier) = login.verifier {
        response.cookie(cookie(VERIFIER, verifier));
    }
    response.finish()
}

fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish()
}

async fn callback(
    request: HttpRequest,
    query: Query<HashMap<String, String>>,
    oidc: Data<Oidc>,
) -> actix_web::Result<HttpResponse> {
    let parameter = |name: &str| query.get(name).cloned().unwrap_or_default();
    let kept = |name: &str| request.cookie(name).map(|cookie| cookie.value().to_string());
    let token = oidc
        .exchange(parameter("code"), kept(NONCE).unwrap_or_default(), kept(VERIFIER))
        .await
        .map_err(|error| ErrorUnauthorized(format!("{error:#}")))?;
    let mut session = cookie(ACCESS_TOKEN, token);
    session.set_secure(true);
    Ok(HttpResponse::Found()
        .insert_header((LOCATION, parameter("state")))
        .cookie(session)
        .finish())
}
