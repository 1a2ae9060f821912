use fakes::inference::{EMBEDDING, run};

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    run(&EMBEDDING).await
}
