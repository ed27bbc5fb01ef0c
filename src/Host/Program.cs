using Yuanliu.Host.Verbs;

return await Verb.Run(args);
