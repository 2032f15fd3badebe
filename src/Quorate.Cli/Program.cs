using Quorate.Cli;

return await QuorateProgram.RunAsync(args);
