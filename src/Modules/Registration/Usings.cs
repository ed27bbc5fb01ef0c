global using RegistrationPack = Yuanliu.Kernel.Pack<Yuanliu.Registration.Packs.RegistrationRules>;
