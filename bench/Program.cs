using Yuanliu.Bench;

return await Benchmarks.Run(args);
