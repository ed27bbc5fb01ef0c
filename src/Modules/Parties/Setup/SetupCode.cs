using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Parties.Setup;

/// <summary>初始化码 — lets whoever can read the server's console or its data folder set up an empty node, once.</summary>
/// <remarks>It lies in a private file of the data folder from the first start until it is used. Where there is no file, nothing can be set
/// up: a demo founds its city itself.</remarks>
internal sealed class SetupCode(HostSettings node, IEntropy entropy) : IDisposable
{
    /// <summary>Without letters and digits that are taken for each other.</summary>
    const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    const int Groups = 5, GroupLength = 5;
    readonly SemaphoreSlim turn = new(1, 1);
    readonly string path = Path.Combine(node.Data, "setup-code");

    public bool IsOpen => File.Exists(path);

    /// <summary>The code of a node that is not set up yet; the same at every start until it is used.</summary>
    public string Open()
    {
        if (!IsOpen) PrivateFolder.Write(path, Make());
        return File.ReadAllText(path);
    }

    public void Close() => File.Delete(path);

    /// <summary>Sets the node up for whoever knows the code. One at a time: of two who try at once the second finds it used.</summary>
    /// <param name="found">Founds the node; false when it was founded already.</param>
    public async Task<Refusal?> Use(string given, Func<Task<bool>> found, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (!IsOpen) return Refusals.SetupClosed;
            if (!IsSame(given, await File.ReadAllTextAsync(path, ct))) return Refusals.WrongSetupCode;
            var first = await found();
            Close();
            return first ? null : Refusals.SetupClosed;
        }
        finally { turn.Release(); }
    }

    string Make()
    {
        Span<byte> random = stackalloc byte[Groups * GroupLength];
        entropy.Fill(random);
        var text = new StringBuilder();
        for (var i = 0; i < random.Length; i++)
            text.Append(i > 0 && i % GroupLength == 0 ? "-" : "").Append(Alphabet[random[i] % Alphabet.Length]);
        return text.ToString();
    }

    /// <remarks>In constant time: how much of a guess was right does not show.</remarks>
    static bool IsSame(string given, string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(given.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(code));

    public void Dispose() => turn.Dispose();
}
