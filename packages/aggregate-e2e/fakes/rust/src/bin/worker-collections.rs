use fakes::worker::{COLLECTIONS, run};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    run(&COLLECTIONS).await
}
