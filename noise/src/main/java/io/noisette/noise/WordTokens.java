package io.noisette.noise;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.text.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * Tokens that are whole words, separated by white space; sentences end at words that end in a full
 * stop, {@code ?} or {@code !}.
 */
final class WordTokens implements PreviewTokens {

  private static final String MASK = "<mask>";

  private static final Pattern SENTENCE_END = Pattern.compile(".*[.?!…][\"'”’»)\\]]*");

  private final List<String> words = new ArrayList<>(List.of(MASK));
  private final Map<String, Integer> ids = new HashMap<>(Map.of(MASK, 0));

  /** Collects the words of the documents as the vocabulary. */
  WordTokens(List<Document> documents) {
    for (Document document : documents) {
      for (String word : split(document.text())) {
        ids.computeIfAbsent(word, this::addWord);
      }
    }
  }

  @Override
  public Vocabulary getVocabulary() {
    return new Words(words.size());
  }

  @Override
  public TokenizedDocument encode(Document document) {
    List<String> title = split(document.text().substring(0, document.titleLength()));
    List<String> tokens = split(document.text());
    TokenizedDocument.Builder builder = TokenizedDocument.builder(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i);
      builder.add(ids.computeIfAbsent(word, this::addWord), true);
      boolean endsTitle = i + 1 == title.size();
      boolean endsSentence = i >= title.size() && SENTENCE_END.matcher(word).matches();
      if (endsTitle || endsSentence) {
        builder.startSentence();
      }
    }
    return builder.build();
  }

  @Override
  public String getToken(int id) {
    return words.get(id);
  }

  @Override
  public String decode(TokenizedDocument document) {
    return String.join(" ", spell(document));
  }

  private int addWord(String word) {
    words.add(word);
    return words.size() - 1;
  }

  private static List<String> split(String text) {
    List<String> split = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text);
    while (tokens.hasMoreTokens()) {
      split.add(tokens.nextToken());
    }
    return split;
  }

  private record Words(int size) implements Vocabulary {

    @Override
    public int getSize() {
      return size;
    }

    @Override
    public int getMaskId() {
      return 0;
    }

    @Override
    public boolean isSpecial(int id) {
      return id == 0;
    }

    @Override
    public boolean isWordStart(int id) {
      return true;
    }
  }
}
