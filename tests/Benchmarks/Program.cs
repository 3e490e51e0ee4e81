using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Webhooks.Benchmarks.Load;

switch (args.FirstOrDefault())
{
    case "load":
        return await LoadBench.RunAsync(args[1..]);
    default:
        // In this process: the projects' own build would be run again and again otherwise.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromAssembly(typeof(LoadBench).Assembly)
            .Run(args.Length == 0 ? ["--filter", "*"] : args, config);
        return 0;
}
