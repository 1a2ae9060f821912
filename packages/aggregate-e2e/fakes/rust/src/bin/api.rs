#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    fakes::api::run().await
}
