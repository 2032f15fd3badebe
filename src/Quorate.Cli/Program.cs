Console.WriteLine("quorate: commands arrive with the next commits.");
