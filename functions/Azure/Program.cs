using TradingFunctions.Azure.Hosting;

return await FunctionsApp.Run(args);
