// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/clientconfig.h"
#include "wire/codes.h"
#include <gantry/producersettings.h>

#include <QStringList>

#include <algorithm>
#include <array>
#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry {

namespace {

constexpr qint64 maxInt = std::numeric_limits<qint32>::max();
constexpr qsizetype maxGroupLength = 120;

Error badValue(const char *name, const QString &text, const QString &wanted)
{
    return {ErrorKind::Config, u"%1 = \"%2\" is out of range"_s.arg(QLatin1StringView(name), text),
            u"give %1"_s.arg(wanted), std::nullopt};
}

// One reader and one writer for each type that a member may have.

template<typename T>
QString toText(const T &value)
{
    if constexpr (std::same_as<T, bool>)
        return value ? u"true"_s : u"false"_s;
    else if constexpr (std::same_as<T, QString>)
        return value;
    else if constexpr (std::same_as<T, GroupName>)
        return value.text();
    else if constexpr (std::same_as<T, milliseconds>)
        return QString::number(value.count());
    else if constexpr (std::same_as<T, CompressionType>)
        return QString(name(value));
    else if constexpr (std::same_as<T, HeaderFormat>)
        return value == HeaderFormat::Json ? u"json"_s : u"binary"_s;
    else if constexpr (std::same_as<T, WhenFull>)
        return value == WhenFull::Wait ? u"wait"_s : u"fail"_s;
    else if constexpr (std::same_as<T, QSet<int>>) {
        QList<int> codes = value.values();
        std::ranges::sort(codes);
        QStringList texts;
        for (const int code : codes)
            texts.append(QString::number(code));
        return texts.join(u',');
    } else
        return QString::number(value);
}

template<typename Enum>
bool readChoice(Enum &value, const QString &text,
                std::initializer_list<std::pair<QLatin1StringView, Enum>> choices)
{
    for (const auto &[word, choice] : choices) {
        if (text.compare(word, Qt::CaseInsensitive) == 0) {
            value = choice;
            return true;
        }
    }
    return false;
}

bool readCodes(QSet<int> &value, const QString &text)
{
    QSet<int> codes;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        codes.insert(part.trimmed().toInt(&isNumber));
        if (!isNumber)
            return false;
    }
    value = codes;
    return true;
}

template<typename T>
bool fromText(T &value, const QString &text, qint64 least, qint64 most)
{
    if constexpr (std::same_as<T, QString>) {
        value = text;
        return true;
    } else if constexpr (std::same_as<T, GroupName>) {
        value = GroupName(text);
        return true;
    } else if constexpr (std::same_as<T, bool>) {
        return readChoice(value, text, {{"true"_L1, true}, {"false"_L1, false}});
    } else if constexpr (std::same_as<T, CompressionType>) {
        const std::optional<CompressionType> type = compressionTypeOf(text);
        value = type.value_or(value);
        return type.has_value();
    } else if constexpr (std::same_as<T, HeaderFormat>) {
        return readChoice(value, text,
                          {{"json"_L1, HeaderFormat::Json}, {"binary"_L1, HeaderFormat::RocketMq}});
    } else if constexpr (std::same_as<T, WhenFull>) {
        return readChoice(value, text, {{"wait"_L1, WhenFull::Wait}, {"fail"_L1, WhenFull::Fail}});
    } else if constexpr (std::same_as<T, QSet<int>>) {
        return readCodes(value, text);
    } else {
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        if (!isNumber || number < least || number > most)
            return false;
        if constexpr (std::same_as<T, milliseconds>)
            value = milliseconds(number);
        else
            value = static_cast<T>(number);
        return true;
    }
}

template<typename T>
constexpr ProducerSetting::Kind kindOf()
{
    using Kind = ProducerSetting::Kind;
    if constexpr (std::same_as<T, bool>)
        return Kind::Flag;
    else if constexpr (std::is_enum_v<T>)
        return Kind::Choice;
    else if constexpr (std::is_integral_v<T> || std::same_as<T, milliseconds>)
        return Kind::Number;
    else
        return Kind::Text;
}

/// `member` with its limits as a setting; limits count for numbers only.
template<auto member, qint64 least = 0, qint64 most = maxInt>
constexpr ProducerSetting setting(const char *name, const char *javaName, const char *unit, const char *range,
                                  const char *summary)
{
    return {name,
            javaName,
            unit,
            range,
            summary,
            [](const ProducerConfig &config) { return toText(config.*member); },
            [](ProducerConfig &config, const QString &text) -> Result<void> {
                if (fromText(config.*member, text, least, most))
                    return {};
                return Error{ErrorKind::Config, u"\"%1\" is out of range"_s.arg(text), {}, std::nullopt};
            },
            kindOf<std::remove_cvref_t<decltype(std::declval<ProducerConfig>().*member)>>()};
}

using C = ProducerConfig;

const std::array settings{
    setting<&C::group>("group", "producerGroup", "", "1 to 120 characters of %|a-zA-Z0-9_-",
                       "The producer group: what brokers list this producer under."),
    setting<&C::nameServers>("nameServers", "namesrvAddr", "", "host:port, separated by ;",
                             "The NameServers; port 9876 where none is given."),
    setting<&C::addressServer>(
        "addressServer", "rocketmq.namesrv.domain", "", "an http:// URL, or a host",
        "Where no NameServers are set: a web server that tells them, asked at start and "
        "every two minutes."),
    setting<&C::instanceName>(
        "instanceName", "instanceName", "", "not blank",
        "Part of the client id. DEFAULT becomes a unique name at start; one group runs once for "
        "each other name."),
    setting<&C::unitName>("unitName", "unitName", "", "any", "Part of the client id, when not blank."),
    setting<&C::unitMode>("unitMode", "unitMode", "", "true or false", "Sets unitMode in request headers."),
    setting<&C::namespaceName>("namespace", "namespace", "", "characters of %|a-zA-Z0-9_-",
                               "A prefix that topics and groups get on the wire and lose in results."),
    setting<&C::namespaceV2>(
        "namespaceV2", "namespaceV2", "", "any",
        "Named in every request, for servers that keep tenants apart; topics and groups stay "
        "as they are."),
    setting<&C::sendTimeout, 1>("sendTimeout", "sendMsgTimeout", "ms", "1 to 2147483647",
                                "The time of a whole send: route look-up, connects and all attempts."),
    setting<&C::attemptTimeout>(
        "attemptTimeout", "sendMsgMaxTimeoutPerRequest", "ms", "0 to 2147483647",
        "The time of each attempt but the last, so that a broker that does not answer leaves "
        "time for another; 0: no limit of its own."),
    setting<&C::retriesWhenSendFailed, 0, 100>("retriesWhenSendFailed", "retryTimesWhenSendFailed", "",
                                               "0 to 100", "SYNC: how often a failed send is tried again."),
    setting<&C::retriesWhenSendAsyncFailed, 0, 100>(
        "retriesWhenSendAsyncFailed", "retryTimesWhenSendAsyncFailed", "", "0 to 100",
        "ASYNC: how often a send is tried again whose transport failed."),
    setting<&C::retryAnotherBrokerWhenNotStoreOk>(
        "retryAnotherBrokerWhenNotStoreOk", "retryAnotherBrokerWhenNotStoreOK", "", "true or false",
        "SYNC: try again after FLUSH_DISK_TIMEOUT, FLUSH_SLAVE_TIMEOUT and "
        "SLAVE_NOT_AVAILABLE, though the message is stored."),
    setting<&C::retryResponseCodes>("retryResponseCodes", "retryResponseCodes", "", "codes, separated by ,",
                                    "SYNC: the brokers' answers after which another broker is tried."),
    setting<&C::compressBodyOverBytes, 0>("compressBodyOverBytes", "compressMsgBodyOverHowmuch", "bytes",
                                          "0 to 2147483647", "Bodies of this size and above are compressed."),
    setting<&C::compressionType>("compressionType", "compressType", "", "ZLIB, LZ4 or ZSTD",
                                 "How bodies are compressed. Consumers before 4.9.4 know ZLIB only."),
    setting<&C::compressionLevel, 0, 22>("compressionLevel", "compressLevel", "", "0 to 9; ZSTD: 1 to 22",
                                         "Higher is smaller and slower; LZ4 takes no notice."),
    setting<&C::maxMessageBytes, 1>(
        "maxMessageBytes", "maxMessageSize", "bytes", "1 to 2147483647",
        "The largest body, before compression. Brokers have a limit of their own."),
    setting<&C::createTopicKey>("createTopicKey", "createTopicKey", "", "a topic",
                                "The template from which brokers create a topic on its first message."),
    setting<&C::defaultTopicQueueNums, 1, 65535>("defaultTopicQueueNums", "defaultTopicQueueNums", "queues",
                                                 "1 to 65535",
                                                 "How many queues a topic gets that is created so."),
    setting<&C::headerFormat>("headerFormat", "rocketmq.serialize.type", "", "json or binary",
                              "How request headers are written; answers are understood in both."),
    setting<&C::vipChannel>("vipChannel", "vipChannelEnabled", "", "true or false",
                            "Send to each broker's port less two."),
    setting<&C::avoidSuspectBrokers>(
        "avoidSuspectBrokers", "", "", "true or false",
        "Pass over brokers whose last connect failed a moment ago, or that left a request "
        "unanswered and have been silent since, while there is any other."),
    setting<&C::sendLatencyFaultEnable>(
        "sendLatencyFaultEnable", "sendLatencyFaultEnable", "", "true or false",
        "Latency fault tolerance: leave slow or failing brokers alone for some seconds."),
    setting<&C::startDetectorEnable>("startDetectorEnable", "startDetectorEnable", "", "true or false",
                                     "With latency fault tolerance: probe the brokers that are left alone."),
    setting<&C::pollNameServerInterval, 10>("pollNameServerInterval", "pollNameServerInterval", "ms",
                                            "10 to 2147483647", "How often the routes are asked for again."),
    setting<&C::heartbeatBrokerInterval, 10>("heartbeatBrokerInterval", "heartbeatBrokerInterval", "ms",
                                             "10 to 2147483647", "How often brokers get a heartbeat."),
    setting<&C::connectTimeout, 1>(
        "connectTimeout", "com.rocketmq.remoting.client.connect.timeout", "ms", "1 to 2147483647",
        "When a connect is given up. The send's time-out ends an attempt earlier."),
    setting<&C::maxInFlight, 1>("maxInFlight", "backPressureForAsyncSendNum", "messages", "1 to 2147483647",
                                "Messages that may have no outcome at a time."),
    setting<&C::maxInFlightBytes, 1, std::numeric_limits<qint64>::max()>(
        "maxInFlightBytes", "backPressureForAsyncSendSize", "bytes", "1 to 9223372036854775807",
        "The bytes of their bodies."),
    setting<&C::maxQueuedBytes, 1, std::numeric_limits<qint64>::max()>(
        "maxQueuedBytes", "", "bytes", "1 to 9223372036854775807",
        "Of these, what the kernel has not taken yet."),
    setting<&C::whenFull>("whenFull", "", "", "wait or fail",
                          "What a send does at one of these limits: wait up to its time-out, or fail."),
    setting<&C::autoBatch>("autoBatch", "autoBatch", "", "true or false",
                           "Gather small messages of one topic and tag into batches."),
    setting<&C::batchMaxDelay, 1, 30'000>("batchMaxDelay", "batchMaxDelayMs", "ms", "1 to 30000",
                                          "A gathered message waits no longer for others."),
    setting<&C::batchMaxBytes, 1, 2'097'152>("batchMaxBytes", "batchMaxBytes", "bytes", "1 to 2097152",
                                             "A batch of so many bytes goes out at once."),
    setting<&C::enableTrace>("enableTrace", "enableTrace", "", "true or false",
                             "Records of sends go to a topic, in batches, where Java's tools find them."),
    setting<&C::traceTopic>("traceTopic", "traceTopic", "", "a topic",
                            "That topic, when it is not RMQ_SYS_TRACE_TOPIC."),
};

bool isNameCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'%'
           || c == u'|' || c == u'_' || c == u'-';
}

/// Java: Validators#checkGroup, DefaultMQProducerImpl#checkConfig
Result<void> checkGroup(const QString &group)
{
    const auto bad = [](const QString &detail) {
        return Error{ErrorKind::Config, detail, u"give a group of 1 to 120 characters of %|a-zA-Z0-9_-"_s,
                     std::nullopt};
    };
    if (group.trimmed().isEmpty())
        return bad(u"the specified group is blank"_s);
    if (group.size() > maxGroupLength)
        return bad(u"the specified group is longer than group max length %1."_s.arg(maxGroupLength));
    if (!std::ranges::all_of(group, isNameCharacter))
        return bad(
            u"the specified group[%1] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$"_s.arg(
                group));
    if (group == "DEFAULT_PRODUCER"_L1)
        return bad(u"producerGroup can not equal DEFAULT_PRODUCER, please specify another one."_s);
    return {};
}

Result<void> checkCredentials(const AclCredentials &credentials)
{
    const auto missing = [](const QString &what) {
        return Error{ErrorKind::Config, u"the credentials have no %1"_s.arg(what),
                     u"give an access key and its secret key, or no credentials at all"_s, std::nullopt};
    };
    if (credentials.accessKey.isEmpty())
        return missing(u"access key"_s);
    if (credentials.secretKey.isEmpty())
        return missing(u"secret key"_s);
    return {};
}

} // namespace

QSet<int> defaultRetryResponseCodes()
{
    using namespace wire::responsecode;
    return {systemError,   systemBusy, serviceNotAvailable, noPermission,
            topicNotExist, noBuyerId,  notInCurrentUnit,    goAway};
}

QStringList ProducerSetting::choices() const
{
    if (kind != Kind::Flag && kind != Kind::Choice)
        return {};
    QString words = QLatin1StringView(range);
    return words.replace(" or "_L1, ", "_L1).split(u", "_s);
}

std::span<const ProducerSetting> producerSettings()
{
    return settings;
}

const ProducerSetting *producerSetting(QStringView name)
{
    const auto found = std::ranges::find_if(
        settings, [name](const ProducerSetting &setting) { return name == QLatin1StringView(setting.name); });
    return found == settings.end() ? nullptr : found;
}

Result<void> checkProducerConfig(const ProducerConfig &config)
{
    if (Result<void> group = checkGroup(config.group.text()); !group)
        return group;
    if (config.instanceName.trimmed().isEmpty())
        return badValue("instanceName", config.instanceName, u"a name that is not blank"_s);
    if (Result<void> wrapped = checkGroup(client::namespaceOf(config).wrap(config.group.text())); !wrapped)
        return wrapped;
    if (const Result<client::ClientConfig> client = client::clientConfigOf(config); !client)
        return client.error();
    if (config.credentials) {
        if (Result<void> credentials = checkCredentials(*config.credentials); !credentials)
            return credentials;
    }
    if (config.compressionType == CompressionType::Zlib && config.compressionLevel > 9)
        return badValue("compressionLevel", QString::number(config.compressionLevel), u"0 to 9 for ZLIB"_s);
    ProducerConfig copy = config;
    for (const ProducerSetting &setting : settings) {
        // What a setting's own text does not say back to it is out of its range.
        if (const QString text = setting.read(config); !setting.write(copy, text))
            return badValue(setting.name, text, QLatin1StringView(setting.range));
    }
    return {};
}

QString producerSettingsTable()
{
    const ProducerConfig defaults;
    QString table =
        u"| setting | default | unit | range | Java | meaning |\n| --- | --- | --- | --- | --- | --- |\n"_s;
    for (const ProducerSetting &setting : settings) {
        const auto cell = [](const QString &text) {
            QString escaped = text;
            return text.isEmpty() ? u"–"_s : escaped.replace(u'|', "\\|"_L1);
        };
        const QString value = setting.read(defaults);
        table += u"| `%1` | %2 | %3 | %4 | %5 | %6 |\n"_s.arg(
            QLatin1StringView(setting.name), cell(value), cell(QLatin1StringView(setting.unit)),
            cell(QLatin1StringView(setting.range)), cell(QLatin1StringView(setting.javaName)),
            cell(QLatin1StringView(setting.summary)));
    }
    return table;
}

} // namespace gantry
