use fakes::worker::{DATASETS, run};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    run(&DATASETS).await
}
