using Yuanliu.Bench;

return args is ["caller", .. var whom] ? await VerificationBench.Call(whom) : await Benchmarks.Run(args);
