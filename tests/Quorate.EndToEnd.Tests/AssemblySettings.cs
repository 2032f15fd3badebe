// Each test starts real servers: side by side they would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
