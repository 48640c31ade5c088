Console.WriteLine("TradingFunctions");
