print("a made-up snippet")
