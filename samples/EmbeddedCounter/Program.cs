using EmbeddedCounter;

CounterApplication.Create(args).Run();
