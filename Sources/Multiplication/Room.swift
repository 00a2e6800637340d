public enum MultiplicationRoom {}
