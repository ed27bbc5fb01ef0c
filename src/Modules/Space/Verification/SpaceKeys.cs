namespace Yuanliu.Space.Verification;

/// <summary>空间密钥 — the node's secrets for indexes and marks, made when first needed and read by its owner only.</summary>
internal sealed class SpaceKeys(HostSettings node, IEntropy entropy)
{
    const int Bytes = 32;
    readonly Lock gate = new();

    /// <summary>Behind the hashes of verification indexes.</summary>
    public byte[] Index => Secret("index.key");

    /// <summary>Behind the marks of delivered files: whoever has it can put marks into any copy.</summary>
    public byte[] Marks => Secret("marks.key");

    byte[] Secret(string name)
    {
        var path = Path.Combine(node.Folder("space"), name);
        lock (gate)
        {
            if (File.Exists(path)) return Convert.FromHexString(File.ReadAllText(path).Trim());
            var secret = new byte[Bytes];
            entropy.Fill(secret);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(path + ".new", options))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)));
                file.Flush(flushToDisk: true);
            }
            File.Move(path + ".new", path);
            return secret;
        }
    }
}
