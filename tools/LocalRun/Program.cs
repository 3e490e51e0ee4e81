using Webhooks.Tools.LocalRun;

return await Launcher.RunAsync(args);
