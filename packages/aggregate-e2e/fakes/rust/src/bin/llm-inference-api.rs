use fakes::inference::{LLM, run};

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    run(&LLM).await
}
